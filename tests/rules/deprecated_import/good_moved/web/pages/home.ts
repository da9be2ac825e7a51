import { APP } from "../config/AppConfig";
export const a = APP;
