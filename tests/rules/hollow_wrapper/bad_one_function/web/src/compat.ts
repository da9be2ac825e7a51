import { setup as go, Log } from './log';
import * as L from './log';
export function a(n: string) { return go(n); }
export const b = (n: string) => L.setup(n);
export function hollow(n: string) { console.log(n.toUpperCase()); return n.length; }
export class C { private inner = new Log(); write(x: string) { this.inner.write(x); } loud(x: string) { console.log(x.trim()); } }
