import { getJson } from "../web/api";

getJson();
