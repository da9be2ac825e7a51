import { _helper, getJson } from "../web/api";

getJson(_helper);
