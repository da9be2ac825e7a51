import { getJson, helper } from "./api";

getJson(helper);
