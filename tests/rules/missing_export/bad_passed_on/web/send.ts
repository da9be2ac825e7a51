export * from "./inner";

export default 1;
