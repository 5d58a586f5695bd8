import type { Who } from '#ledger/sessions';
import { type Html, html, Html as Markup } from './html.ts';

/** A whole page: one style, a head line with who is logged in. Works without any script. */
export const layout = (title: string, who: Who | undefined, body: Html): string =>
  `<!doctype html>${
    html`<html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="data:," />
        <title>${title} · 督办 Duban</title>
        <style>
          ${new Markup(STYLE)}
        </style>
      </head>
      <body>
        <header>
          <a class="home" href="/">督办 <small>Duban</small></a>
          ${who === undefined ? html`<a href="/login">登录 Log in</a>` : leaving(who)}
        </header>
        <main>${body}</main>
      </body>
    </html>`.text
  }`;

const leaving = (who: Who): Html =>
  html`<form method="post" action="/logout">${who.name} <button>退出 Log out</button></form>`;

/** Where `next` leads after logging in is checked when it comes back. */
export const loginForm = (next: string, problem: string | null = null): Html => html`
  <form class="login" method="post" action="/login">
    ${problem === null ? null : html`<p class="wrong">${problem}</p>`}
    <input type="hidden" name="next" value="${next}" />
    <label>用户名 Login <input name="login" autocomplete="username" required maxlength="100" /></label>
    <label>
      密码 Password
      <input name="password" type="password" autocomplete="current-password" required maxlength="200" />
    </label>
    <button>登录 Log in</button>
  </form>
`;

const STYLE = `
:root { color-scheme: light; --ink: #1d2330; --soft: #5b6475; --line: #dfe3ea; --paper: #fff; --back: #f5f6f8; --brand: #9b1c1c; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--ink); font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; }
header { display: flex; justify-content: space-between; align-items: center; padding: .6rem 1.2rem; background: var(--brand); color: #fff; }
header a, header form { color: #fff; } header .home { font-size: 1.2rem; text-decoration: none; } header small { opacity: .8; }
main { max-width: 72rem; margin: 1.2rem auto; padding: 0 1.2rem; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 6px; padding: 1rem 1.2rem; margin-bottom: 1rem; }
h1 { font-size: 1.4rem; margin: 0 0 .4rem; } h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
p { margin: .3rem 0; } .soft, small { color: var(--soft); } header small { color: inherit; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { color: var(--soft); font-weight: 600; white-space: nowrap; } td.short { white-space: nowrap; }
a { color: #1a4f9c; } ul { margin: .3rem 0; padding-left: 1.2rem; }
button { font: inherit; padding: .25rem .9rem; border: 1px solid var(--line); border-radius: 4px; background: #fff; color: var(--ink); cursor: pointer; }
.login { display: grid; gap: .7rem; max-width: 22rem; } .login label { display: grid; } .login input { font: inherit; padding: .35rem; border: 1px solid #9aa3b2; border-radius: 4px; }
.login button { background: var(--brand); color: #fff; border-color: var(--brand); } .wrong { color: #b00020; font-weight: 600; }
.light { display: inline-block; width: .8em; height: .8em; border-radius: 50%; margin-right: .35em; border: 1px solid #0003; background: #fff; }
.light.green { background: #2e8b57; } .light.yellow { background: #e8b100; } .light.red { background: #d03030; }
`;
