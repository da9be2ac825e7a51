import { apiClient } from "./apiClient";
