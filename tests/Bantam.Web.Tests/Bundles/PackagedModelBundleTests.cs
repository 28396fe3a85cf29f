using System.Text.Json;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Onnx.Tests;
using Bantam.Onnx.Tests.Packages;
using Bantam.Tensors;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>Models that nobody here wrote are compiled for the web, and agree in Node with ONNX Runtime.</summary>
public sealed class PackagedModelBundleTests
{
    private const string Script = """
        import { readFile } from "node:fs/promises";
        import { load } from "./bantam.js";
        import { base64 } from "./test.js";
        const arrays = { float32: Float32Array, int64: BigInt64Array, int32: Int32Array, bool: Uint8Array, uint8: Uint8Array };
        const model = await load("./model.json"), inputs = {}, results = {};
        for (const [i, { name, type }] of model.inputs.entries()) {
          const { buffer, byteOffset, byteLength } = await readFile(`input-${i}.bin`);
          inputs[name] = new arrays[type](buffer.slice(byteOffset, byteOffset + byteLength));
        }
        for (const [name, { buffer, byteOffset, byteLength }] of Object.entries(await model.run(inputs)))
          results[name] = base64(new Uint8Array(buffer, byteOffset, byteLength));
        await model.close();
        console.log(JSON.stringify(results));
        """;

    public static TheoryData<string> Names => [.. PackagedModelList.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_model_in_Node_agrees_with_onnx_runtime(string name)
    {
        var packaged = PackagedModelList.Find(name);
        var file = packaged.Read();
        var graph = OnnxModel.Load(file).Graph;
        var inputs = packaged.Runs(graph).First();
        var sizes = new Dictionary<string, int>();
        foreach (var input in graph.Inputs) input.Type.Shape.Bind(inputs[input.Name].Shape, sizes);
        graph = graph.Bind(sizes);

        // A rate of samples decides which of two networks it is.
        if (graph.WhyDeferred is not null) graph = graph.Bind(sizes, new Dictionary<string, Tensor> { ["sr"] = inputs["sr"] });
        graph = Inference.Prepare(graph);
        var bundle = Bundle.Compile(graph, new BundleOptions { Name = name });

        var files = graph.Inputs.Select((input, i) => (Name: $"input-{i}.bin", Bytes: inputs[input.Name].Bytes.ToArray()));
        var results = await NodeProgram.RunAsync(bundle, Script, files.ToDictionary(f => f.Name, f => f.Bytes));
        var expected = Ort.Run(file, inputs);
        packaged.RequireAgreement(expected, expected.ToDictionary(e => e.Key, e => Output(results.GetProperty(e.Key), e.Value.Shape)));
    }

    private static Tensor Output(JsonElement base64, Shape shape)
    {
        var tensor = Tensor.Zeros(shape);
        base64.GetBytesFromBase64().CopyTo(tensor.Bytes);
        return tensor;
    }
}
