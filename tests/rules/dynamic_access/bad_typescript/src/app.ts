import * as all from "winston";
import { createRequire } from "module";

console["log"]("a");
all["createLogger"]({});
console[name]("b");

const method = "createLogger";
all[method]({});
all["create" + "Logger"]({});
all[`createLogger`]({});
Reflect.get(all, "createLogger")({});
(await import("winston"))["createLogger"]({});
const library = "winston";
require(library).createLogger({});
createRequire(import.meta.url)("win" + "ston").createLogger({});
const { ["createLogger"]: made } = all;
made({});
eval('console.log("c")');
new Function("console.log(1)")();
