/**
 * A certification request (PKCS#10) for an RSA key of 1024 bits, which no authority accepts any more: an order that came
 * with it is validated by its operator, then refused by the authority, and shows what the operator can do about it.
 */
export const WEAK_REQUEST = `-----BEGIN CERTIFICATE REQUEST-----
MIIBUTCBuwIBADASMRAwDgYDVQQDDAdEZW1hbmRlMIGfMA0GCSqGSIb3DQEBAQUA
A4GNADCBiQKBgQDGHjglyUFh2S6i6JECUjANw92NH4KSLQgQqEnhRh4rL+3+2a9P
GmXBr9tUJH8/repQPLG/Zjp8G/9a8sr35Adq4S3y32SOI0GfLCkA1CUxdj/2v2BF
AKYemNlShy+Utk48r3IWxq7P7cwiWf4XT5EqLs36CHWI32gqsE78YgeZwQIDAQAB
oAAwDQYJKoZIhvcNAQELBQADgYEAqvoJm9ufFilzLYYxfxRG+zjomxLP6q/696k2
kyWr3IbvhkWRgzDBzT9x397n5n/Y3/wAY9hJCAPHTiEqUCeG7VEbi6KqExf1qb1c
KD4eYdUH5QrJNiThZi9e/w+d41x0BeKnHK5LEobwXbAZONgibIufutgtbvBoKL7P
nDAXK68=
-----END CERTIFICATE REQUEST-----
`;
