import { apiClient } from "@/services/apiClient";
