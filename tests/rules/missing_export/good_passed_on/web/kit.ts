export * from "kit-of-others";
