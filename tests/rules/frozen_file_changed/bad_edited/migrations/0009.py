from app.log import *


def forward(schema):
    schema.rename('a', 'b ')
