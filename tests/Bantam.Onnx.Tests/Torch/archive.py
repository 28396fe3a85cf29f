"""An archive of exports: index.json lists them and has a table of tensors; models lie beside it. Both are named by their hash."""
import base64
import hashlib
import json
import os
import zipfile


class Archive:
    """What is exported, each model and each tensor once."""

    def __init__(self):
        self.models, self.tensors, self.exports = {}, {}, []

    def model(self, content):
        key = hashlib.sha256(content).hexdigest()[:24]
        self.models[key] = content
        return key

    def tensor(self, tensor):
        array = tensor.detach().contiguous().numpy()
        row = {"type": str(array.dtype), "shape": list(array.shape), "data": base64.b64encode(array.tobytes()).decode()}
        key = hashlib.sha256(json.dumps(row).encode()).hexdigest()[:24]
        self.tensors[key] = row
        return key

    def merge(self, other):
        self.models.update(other.models)
        self.tensors.update(other.tensors)
        self.exports += other.exports

    def write(self, path, facts):
        with zipfile.ZipFile(path + ".part", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("index.json", json.dumps({**facts, "tensors": self.tensors, "exports": self.exports}))
            for key, content in self.models.items():
                archive.writestr(f"{key}.onnx", content)
        os.replace(path + ".part", path)
