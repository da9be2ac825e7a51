import { getJson } from "./api";

getJson();
