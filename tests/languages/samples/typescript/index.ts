export * from "./core";
export { default as log } from "./log";
import { a } from "./a";
import equal = require("./equal");
export { a as b };
export default { a, equal };
