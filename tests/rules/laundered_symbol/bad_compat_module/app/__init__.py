from logging import basicConfig
