"""Records what Pillow and OpenCV make of small pictures, for tests/Bantam.Vision.Tests: python3 eng/record-resizing.py

Needs Pillow, OpenCV and NumPy (Debian: python3-pil, python3-opencv). The pictures are made by a formula that the tests have too, so
that only results are kept.
"""
import base64
import json
import pathlib

import cv2
import numpy
import PIL
from PIL import Image

TARGET = pathlib.Path(__file__).parent.parent / "tests" / "Bantam.Vision.Tests" / "Recorded" / "resized.json"

# Width and height before and after: smaller, larger, one axis each, by a whole number, and by so much that filters are very wide.
SIZES = [
    (23, 17, 11, 9), (23, 17, 31, 20), (17, 23, 17, 9), (9, 30, 20, 11), (24, 16, 12, 8), (40, 24, 10, 8), (401, 3, 4, 3), (1, 5, 3, 2),
    (64, 48, 7, 5),
]
PILLOW = {
    "pil-nearest": Image.Resampling.NEAREST, "pil-box": Image.Resampling.BOX, "pil-bilinear": Image.Resampling.BILINEAR,
    "pil-hamming": Image.Resampling.HAMMING, "pil-bicubic": Image.Resampling.BICUBIC, "pil-lanczos": Image.Resampling.LANCZOS,
}
OPENCV = {
    "opencv-nearest": cv2.INTER_NEAREST, "opencv-linear": cv2.INTER_LINEAR, "opencv-area": cv2.INTER_AREA, "opencv-cubic": cv2.INTER_CUBIC,
}


def picture(width, height):
    """Slopes, edges and something like noise."""
    y, x, c = numpy.meshgrid(range(height), range(width), range(3), indexing="ij")
    value = x * 255 // width + y * 97 // height + c * 40 + (x * y * 37 + x * 11 + y * 53 + c * 71) % 101 + 120 * ((x // 3 + y // 4) % 2)
    return (value % 256).astype(numpy.uint8)


def text(array):
    return base64.b64encode(numpy.ascontiguousarray(array).tobytes()).decode()


cases = []
for width, height, to_width, to_height in SIZES:
    pixels = picture(width, height)
    for name, how in PILLOW.items():
        result = numpy.asarray(Image.fromarray(pixels).resize((to_width, to_height), how))
        cases.append({"name": name, "sizes": [width, height, to_width, to_height], "pixels": text(result)})
    for name, how in OPENCV.items():
        result = cv2.resize(pixels, (to_width, to_height), interpolation=how)
        cases.append({"name": name, "sizes": [width, height, to_width, to_height], "pixels": text(result)})

gray = numpy.asarray(Image.fromarray(picture(23, 17)).convert("L"))
TARGET.write_text(json.dumps(
    {"pillow": PIL.__version__, "opencv": cv2.__version__, "gray": text(gray), "cases": cases}, indent=0) + "\n")
