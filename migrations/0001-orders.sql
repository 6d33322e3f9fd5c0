-- Why: the first shape of the portal. Orders and what hangs on them, operators and their sessions, the journal.
-- Closed lists are checked here as well as in the domain, so that no other program can write a status the rules do
-- not know. What subscribers enter stands once, in orders.information (checked by the domain's schema); the columns
-- that lists search and sort are generated from it and cannot drift.

-- Folds case and accents, for search. Immutable, so that it may stand in indexes and generated columns.
CREATE FUNCTION fold(value text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036f]', '', 'g'));

CREATE TABLE registration_authority (
  id         integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  code       text NOT NULL UNIQUE,
  name       text NOT NULL
);

CREATE TABLE client (
  id         integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  code       text NOT NULL UNIQUE,
  name       text NOT NULL
);

-- The addresses told when an order of this authority and client is to verify or to validate (NOTIFY-3).
CREATE TABLE declared_address (
  registration_authority_id integer NOT NULL REFERENCES registration_authority,
  client_id                 integer NOT NULL REFERENCES client,
  email                     text NOT NULL,
  PRIMARY KEY (registration_authority_id, client_id, email)
);

-- Keys of order portals. Only a hash is stored: reading this table opens nothing.
CREATE TABLE intake_key (
  id                        integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  registration_authority_id integer NOT NULL REFERENCES registration_authority,
  label                     text NOT NULL,
  key_sha256                text NOT NULL UNIQUE,
  created_at                timestamptz NOT NULL,
  revoked_at                timestamptz
);

CREATE TABLE operator (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  issuer        text NOT NULL,
  subject       text NOT NULL,
  display_name  text NOT NULL,
  last_seen_at  timestamptz NOT NULL,
  UNIQUE (issuer, subject)
);

-- Server-side sessions. The cookie holds a random token; this table holds its hash.
CREATE TABLE session (
  token_sha256   text PRIMARY KEY,
  operator_id    uuid NOT NULL REFERENCES operator,
  roles          text[] NOT NULL,
  perimeter      jsonb NOT NULL,
  provider_sid   text,
  id_token       text NOT NULL,
  created_at     timestamptz NOT NULL,
  last_seen_at   timestamptz NOT NULL
);
CREATE INDEX session_by_provider ON session (provider_sid);

-- Sign-ins under way, each used once: what the answer of the identity provider must match (RFC 9700 §2.1).
CREATE TABLE sign_in (
  id_sha256      text PRIMARY KEY,
  state          text NOT NULL,
  nonce          text NOT NULL,
  code_verifier  text NOT NULL,
  return_to      text NOT NULL,
  created_at     timestamptz NOT NULL
);

-- Accounts of an order portal. Scoped by authority: the key of one cannot touch another's subscribers.
CREATE TABLE subscriber (
  id                        bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  registration_authority_id integer NOT NULL REFERENCES registration_authority,
  account_id                text NOT NULL,
  family_name               text NOT NULL,
  given_name                text NOT NULL,
  email                     text NOT NULL,
  mobile                    text,
  UNIQUE (registration_authority_id, account_id)
);

CREATE TABLE orders (
  number                    bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (START WITH 5001),
  version                   integer NOT NULL DEFAULT 1,
  portu_id                  bigint NOT NULL,
  registration_authority_id integer NOT NULL REFERENCES registration_authority,
  client_id                 integer NOT NULL REFERENCES client,
  subscriber_id             bigint NOT NULL REFERENCES subscriber,
  process                   text NOT NULL CHECK (process IN ('digital', 'paper')),
  type                      text NOT NULL CHECK (type IN ('new', 'renewal')),
  medium                    text NOT NULL CHECK (medium IN ('token', 'software')),
  status                    text NOT NULL CHECK (status IN ('incomplete', 'toVerify', 'signing', 'toValidate',
                              'toGenerate', 'toDeliver', 'delivered', 'cancelled')),
  information               jsonb NOT NULL,
  identity_document_type    text CHECK (identity_document_type IN ('nationalIdentityCard', 'passport', 'residencePermit')),
  identity_document_number  text,
  -- PKCS#10 (PEM) when the subscriber made the key pair.
  certificate_request       text,
  created_at                timestamptz NOT NULL,
  -- The caller's idempotency key at the intake, and the hash of the body it came with.
  intake_key                text NOT NULL,
  intake_body_sha256        text NOT NULL,
  siren                     text NOT NULL GENERATED ALWAYS AS (information #>> '{organization,siren}') STORED,
  holder_family_name        text NOT NULL GENERATED ALWAYS AS (information #>> '{holder,familyName}') STORED,
  holder_given_name         text NOT NULL GENERATED ALWAYS AS (information #>> '{holder,givenName}') STORED,
  holder_search             text NOT NULL GENERATED ALWAYS AS (fold(information #>> '{holder,familyName}')) STORED,
  cnbf_number               text GENERATED ALWAYS AS (information ->> 'cnbfNumber') STORED,
  bar_number                text GENERATED ALWAYS AS (information ->> 'barNumber') STORED,
  CHECK (process = 'digital' OR status NOT IN ('toVerify', 'signing', 'toValidate')),
  CHECK ((identity_document_type IS NULL) = (identity_document_number IS NULL)),
  UNIQUE (registration_authority_id, portu_id),
  UNIQUE (registration_authority_id, intake_key)
);
CREATE INDEX orders_by_creation ON orders (created_at DESC, number DESC);
CREATE INDEX orders_by_status ON orders (status, created_at);
CREATE INDEX orders_by_subscriber ON orders (subscriber_id);

CREATE TABLE supporting_document (
  id            bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  order_number  bigint NOT NULL REFERENCES orders,
  kind          text NOT NULL CHECK (kind IN ('organizationId', 'holderId', 'legalRepresentativeId',
                  'certificationAgentId', 'paymentProof', 'attachment')),
  file_name     text NOT NULL,
  media_type    text NOT NULL CHECK (media_type IN ('application/pdf', 'image/jpeg', 'image/png')),
  size          bigint NOT NULL,
  sha256        text NOT NULL,
  uploaded_at   timestamptz NOT NULL,
  uploaded_by   text NOT NULL,
  -- A piece that was replaced is kept: a decision may rest on it.
  replaced_at   timestamptz
);
CREATE UNIQUE INDEX supporting_document_current ON supporting_document (order_number, kind)
  WHERE replaced_at IS NULL AND kind <> 'attachment';
CREATE INDEX supporting_document_by_order ON supporting_document (order_number);

CREATE TABLE comment (
  id            bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
  order_number  bigint NOT NULL REFERENCES orders,
  operator_id   uuid NOT NULL REFERENCES operator,
  text          text NOT NULL,
  at            timestamptz NOT NULL
);
CREATE INDEX comment_by_order ON comment (order_number);

-- The id is the key given to the signature service, written before it is called.
CREATE TABLE signature_collection (
  id            uuid PRIMARY KEY,
  order_number  bigint NOT NULL REFERENCES orders,
  state         text NOT NULL CHECK (state IN ('creating', 'open', 'completed', 'refused', 'expired', 'cancelled', 'failed')),
  ref           text UNIQUE,
  -- Who is expected, and since when each has signed or refused.
  signatories   jsonb NOT NULL,
  launched_by   uuid NOT NULL REFERENCES operator,
  launched_at   timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  message       text
);
CREATE INDEX signature_collection_by_order ON signature_collection (order_number);
-- At most one collection of an order is running.
CREATE UNIQUE INDEX signature_collection_running ON signature_collection (order_number)
  WHERE state IN ('creating', 'open');

CREATE TABLE document_to_sign (
  collection_id  uuid NOT NULL REFERENCES signature_collection,
  kind           text NOT NULL CHECK (kind IN ('termsOfUse', 'powerOfAttorney', 'certificateApplication', 'subscriptionContract')),
  signatories    text[] NOT NULL,
  sent_sha256    text NOT NULL,
  signed_sha256  text,
  validated_by   uuid REFERENCES operator,
  validated_at   timestamptz,
  PRIMARY KEY (collection_id, kind),
  CHECK ((validated_by IS NULL) = (validated_at IS NULL)),
  CHECK (validated_at IS NULL OR signed_sha256 IS NOT NULL)
);

-- One order, one certificate: the request id is written before the authority is asked, and is unique by order.
CREATE TABLE issuance (
  request_id    uuid PRIMARY KEY,
  order_number  bigint NOT NULL UNIQUE REFERENCES orders,
  state         text NOT NULL CHECK (state IN ('requested', 'underWay', 'failed', 'issued')),
  requested_at  timestamptz NOT NULL,
  message       text
);

CREATE TABLE certificate (
  number                    bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (START WITH 2001),
  order_number              bigint NOT NULL UNIQUE REFERENCES orders,
  request_id                uuid NOT NULL UNIQUE REFERENCES issuance,
  registration_authority_id integer NOT NULL REFERENCES registration_authority,
  client_id                 integer NOT NULL REFERENCES client,
  subscriber_id             bigint NOT NULL REFERENCES subscriber,
  medium                    text NOT NULL CHECK (medium IN ('token', 'software')),
  holder                    text NOT NULL,
  holder_search             text NOT NULL GENERATED ALWAYS AS (fold(holder)) STORED,
  serial_number             text NOT NULL,
  issuer_dn                 text NOT NULL,
  subject_dn                text NOT NULL,
  not_before                timestamptz NOT NULL,
  not_after                 timestamptz NOT NULL,
  revoked_at                timestamptz,
  revocation_reason         text,
  der                       bytea NOT NULL,
  -- Issuing authority first, root last.
  chain                     bytea[] NOT NULL,
  generated_at              timestamptz NOT NULL,
  UNIQUE (issuer_dn, serial_number)
);
CREATE INDEX certificate_by_subscriber ON certificate (subscriber_id, not_after DESC);
CREATE INDEX certificate_by_generation ON certificate (generated_at DESC, number DESC);

-- Key pairs made by the authority, waiting for their holder. The PKCS#12's password is sealed under the code that was
-- mailed: this table alone opens nothing.
CREATE TABLE key_container (
  certificate_number  bigint PRIMARY KEY REFERENCES certificate,
  token_sha256        text NOT NULL UNIQUE,
  pkcs12_sha256       text NOT NULL,
  salt                bytea NOT NULL,
  sealed_password     bytea NOT NULL,
  failed_tries        integer NOT NULL DEFAULT 0,
  expires_at          timestamptz NOT NULL,
  retrieved_at        timestamptz
);

-- Outbox of mails. The id is the Message-ID: a mail sent twice is recognised as one.
CREATE TABLE message (
  id            uuid PRIMARY KEY,
  order_number  bigint NOT NULL REFERENCES orders,
  purpose       text NOT NULL CHECK (purpose IN ('subscriberNotification', 'toVerify', 'toValidate', 'keyContainer')),
  recipient     text NOT NULL,
  subject       text NOT NULL,
  body          text NOT NULL,
  created_at    timestamptz NOT NULL,
  state         text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sent', 'failed')),
  sent_at       timestamptz,
  answer        text
);
CREATE INDEX message_by_order ON message (order_number);
