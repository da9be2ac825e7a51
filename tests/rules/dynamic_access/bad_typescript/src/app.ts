import * as all from "winston";

console["log"]("a");
all["createLogger"]({});
console[name]("b");
