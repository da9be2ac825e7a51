export function setup(name: string) { return console.log(name.trim()); }
export class Log { write(x: string) { console.log(x); } }
