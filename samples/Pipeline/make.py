"""Fits a scikit-learn pipeline on Iris and writes pipeline.onnx and expected.csv, which lie here already.

Where skl2onnx is installed, skl2onnx.to_onnx(pipeline, X) writes such a file; here onnx.helper does it by hand.
"""

import numpy
from onnx import TensorProto, helper, save
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

iris = load_iris()
x = iris.data.astype(numpy.float32)
pipeline = make_pipeline(StandardScaler(), LogisticRegression(multi_class="multinomial")).fit(x, iris.target_names[iris.target])
scaler, classifier = pipeline[0], pipeline[1]

ml = "ai.onnx.ml"
nodes = [
    helper.make_node("Scaler", ["X"], ["scaled"], domain=ml, offset=scaler.mean_, scale=1 / scaler.scale_),
    helper.make_node(
        "LinearClassifier", ["scaled"], ["label", "probabilities"], domain=ml,
        coefficients=classifier.coef_.ravel(), intercepts=classifier.intercept_,
        classlabels_strings=[str(c) for c in classifier.classes_], multi_class=1, post_transform="SOFTMAX"),
]
graph = helper.make_graph(
    nodes, "iris",
    [helper.make_tensor_value_info("X", TensorProto.FLOAT, ["samples", 4])],
    [helper.make_tensor_value_info("label", TensorProto.STRING, ["samples"]),
     helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["samples", 3])])
opsets = [helper.make_opsetid("", 15), helper.make_opsetid(ml, 3)]
save(helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="scikit-learn"), "pipeline.onnx")

with open("expected.csv", "w") as file:
    for row, label, p in zip(x[::5], pipeline.predict(x[::5]), pipeline.predict_proba(x[::5])):
        file.write(",".join([*(f"{v:.1f}" for v in row), label, *(f"{v:.6f}" for v in p)]) + "\n")
