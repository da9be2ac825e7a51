export * from "./old";
import "./old";

export { x } from "./old";
