import { _helper, getJson } from "./api";

getJson(_helper);
