import { _helper } from "./api";

_helper();
