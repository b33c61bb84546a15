/** Colours come from the system's light or dark scheme; contrast is at least 7:1 in both. */
export const pageStyle = `
:root{color-scheme:light dark;--text:#1b1b1b;--faint:#4a4a4a;--back:#f6f6f4;--card:#fff;--line:#c9c9c4;--strong:#0b57a4;--on-strong:#fff}
@media (prefers-color-scheme:dark){:root{--text:#f0f0ee;--faint:#c3c3be;--back:#161616;--card:#212121;--line:#4d4d4a;--strong:#9cc7f5;--on-strong:#0c1a2a}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;background:var(--back);color:var(--text);font:1rem/1.55 system-ui,sans-serif}
main{width:100%;max-width:34rem;padding:2rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem;overflow-wrap:anywhere}
h1{margin:0 0 .75rem;font-size:1.4rem;line-height:1.3}
p{margin:0 0 1rem}
small{display:block;color:var(--faint)}
form{margin:0 0 1rem}
label{display:block;margin-bottom:.35rem;font-weight:600}
input{width:100%;margin-bottom:1rem;padding:.6rem .75rem;font:inherit;color:inherit;background:var(--back);border:1px solid var(--faint);border-radius:.4rem}
a,button{color:var(--strong)}
button,.action{display:inline-block;padding:.6rem 1.1rem;font:inherit;font-weight:600;text-decoration:none;color:var(--on-strong);background:var(--strong);border:1px solid transparent;border-radius:.4rem;cursor:pointer}
:focus-visible{outline:3px solid var(--strong);outline-offset:2px}
progress{width:100%;height:.5rem;accent-color:var(--strong)}
@media (forced-colors:active){button,.action{border-color:ButtonText}}
`;

/** HEAD asks without counting as activity; any other status than this page's own means that something changed. */
export const waitingScript = `
const status=Number(document.documentElement.dataset.status);
const ask=async()=>{
  try{
    const answer=await fetch(location.href,{method:'HEAD',cache:'no-store',redirect:'manual',headers:{Accept:'text/html'}});
    if(answer.status!==status||answer.type==='opaqueredirect'){location.reload();return}
  }catch{}
  setTimeout(ask,2000);
};
setTimeout(ask,2000);
`;
