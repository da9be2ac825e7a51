import axios from "axios";
import type { AxiosError } from "axios";
import get from "axios/lib/get";
import { other } from "./axios";
const sentry = require("@sentry/node");

export const load = (url: string, error?: AxiosError) => [axios.get(url), get, other, sentry, error];
