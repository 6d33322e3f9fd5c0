import PDFDocument from "pdfkit"; import {readFileSync} from "node:fs"; import {fileURLToPath} from "node:url";
const raw=n=>readFileSync(fileURLToPath(import.meta.resolve(`dejavu-fonts-ttf/ttf/${n}.ttf`)));
function strip(font){const t=font.readUInt16BE(4);for(let e=12;e<12+t*16;e+=16){const tag=font.toString("latin1",e,e+4);if(["GPOS","GSUB","GDEF","kern"].includes(tag))font.write("xxxx",e,"latin1");}return font;}
const R=strip(raw("DejaVuSansCondensed")),B=strip(raw("DejaVuSansCondensed-Bold"));
const d0=new PDFDocument({font:""}); d0.on("data",()=>{});d0.font(R);const fr=d0._font.font;d0.font(B);const fb=d0._font.font;
const lorem="Le porteur s'engage à utiliser la clé privée et le certificat dans les seules limites prévues par la politique de certification Łukasz œ. ";
async function make(r,b){const d=new PDFDocument({font:"",size:"A4",info:{CreationDate:new Date(0)}});const c=[];d.on("data",x=>c.push(x));const p=new Promise(r=>d.on("end",r));d.font(b).fontSize(14).text("Titre des conditions");d.font(r).fontSize(9);for(let i=0;i<25;i++)d.text(lorem.repeat(3));d.end();await p;return Buffer.concat(c);}
for(const [n,r,b] of [["buf",R,B],["shared",fr,fb]]){await make(r,b);let t=performance.now();let s;for(let i=0;i<30;i++)s=await make(r,b);console.log(n,(performance.now()-t)/30,s.length);}
for (const cp of [0xa0,0x202f,0x2011,0x2610,0x2714]) console.log(cp.toString(16), fr.glyphForCodePoint(cp).id);
console.log(fr.glyphForCodePoint(0x20).id, fr.characterSet.length); let t=performance.now(); for(const cp of fr.characterSet) fr.glyphForCodePoint(cp); console.log(performance.now()-t);
