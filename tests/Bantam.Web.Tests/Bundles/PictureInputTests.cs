using System.Text.Json;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Onnx.Tests;
using Bantam.Tensors;
using Bantam.Vision;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>A bundle whose input is the picture itself computes what .NET computes, resizing included.</summary>
public sealed class PictureInputTests
{
    private const int Width = 61, Height = 45;

    private const string Script = """
        import { readFileSync } from "node:fs";
        import { load } from "./bantam.js";
        import { bits } from "./test.js";
        const results = {};
        for (const backend of ["auto", "js"]) {
          const model = await load("./model.json", { backend });
          const outputs = await model.run({ input: new Uint8Array(readFileSync("picture.bin")) });
          results[backend] = { fused: model.fused, outputs: Object.values(outputs).map(o => [...bits(o)]) };
          await model.close();
        }
        console.log(JSON.stringify(results));
        """;

    [Theory]
    [InlineData(ResizeConvention.PilBilinear, PictureFit.Crop)]
    [InlineData(ResizeConvention.PilLanczos, PictureFit.Stretch)]
    [InlineData(ResizeConvention.OpenCVLinear, PictureFit.Letterbox)]
    [InlineData(ResizeConvention.OpenCVArea, PictureFit.Stretch)]
    [InlineData(ResizeConvention.TensorFlowBicubic, PictureFit.Stretch)]
    public async Task A_picture_becomes_the_same_bits(ResizeConvention convention, PictureFit fit)
    {
        var input = ImageInput.ImageNet with { Width = 17, Height = 14, Resize = convention, Fit = fit, ShorterSide = 20 };
        await AssertSame(Graph.Trace([("input", TensorType.Float(1, 3, 14, 17))], x => [("y", x[0].Relu())]), input);
    }

    [Fact]
    public async Task A_detector_of_faces_takes_pictures() =>
        await AssertSame(OnnxModel.Load(SharedData.Find("models/ultraface/slim-320.onnx")).Graph, ImageInput.UltraFace);

    private static async Task AssertSame(Graph model, ImageInput input)
    {
        var graph = Inference.Prepare(input.Put(model, Height, Width));
        var picture = Tensor.Random(Shape.Of(Height, Width, 3), seed: 5, high: 256).Cast(ElementType.UInt8);
        var results = await NodeProgram.RunAsync(
            Bundle.Compile(graph, new BundleOptions()), Script,
            new Dictionary<string, byte[]> { ["picture.bin"] = picture.Bytes.ToArray() });
        foreach (var result in results.EnumerateObject().Select(r => r.Value))
        {
            var runner = new GraphRunner(graph, result.GetProperty("fused").GetBoolean() ? null : TestNet.Unfused, threads: 1);
            var wanted = runner.Run(new Dictionary<string, Tensor> { ["input"] = picture });
            foreach (var (output, actual) in graph.Outputs.Zip(result.GetProperty("outputs").EnumerateArray()))
                Assert.Equal(
                    wanted[output.Name].ToArray<float>().Select(BitConverter.SingleToUInt32Bits),
                    actual.EnumerateArray().Select(b => b.GetUInt32()));
        }
    }
}
