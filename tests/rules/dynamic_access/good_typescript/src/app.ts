import * as all from "winston";

let method = "createLogger";
method = pick();
all[method]({});

export function run(console: Sink, all: Sink) {
  console["log"]("a");
  all["createLogger"]({});
  const { ["log"]: write } = console;
  write("b");
}

const table = { createLogger: 1 };
table["createLogger"] += 1;
Reflect.get(table, "createLogger");
eval("1 + 1");
const text = "console.log";
require("./own")["createLogger"];
