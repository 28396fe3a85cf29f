using System.Text.Json;
using Bantam.Execution;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Bantam.Tests.Web;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Layers;
using Bantam.Web.Bundles;

namespace Bantam.Web.Tests.Bundles;

/// <summary>Models that together have each kind of layer with weights learn in a page what they learn on .NET, bit for bit.</summary>
[Trait("Needs", "browser")]
public sealed class LayerTrainingTests(Chromium chromium)
{
    private const int Batch = 2, Steps = 3, Models = 3, Target = 50;
    private const float Rate = 0.01f;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_kind_of_layer_trains_in_a_page(int part)
    {
        LayerCase[] cases = [.. Kinds().Where((_, i) => i % Models == part)];
        var (model, fields, data) = Combined(cases);
        var state = new TrainingState();
        var step = TrainingStep.Build(model, fields, Batch, new MeanSquaredError(), new SGD(Rate), state);
        var bundle = Bundle.Compile(model, new BundleOptions
        {
            Name = "layers",
            Training = new BundleTraining(_ => step.Graph) { BatchSizes = [Batch], LearningRate = state.LearningRate },
            Files = new Dictionary<string, ReadOnlyMemory<byte>>
            {
                ["test.html"] = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>Test</title>"u8.ToArray(),
            },
        });
        await using var opened = await BundlePage.OpenAsync(chromium, bundle);
        var result = await opened.RunAsync<JsonElement>(
            """
            const model = await load("./model.json");
            const trainer = await model.trainer({ learningRate: argument.rate, batchSize: argument.batch });
            const given = {};
            for (const { name, type, values } of argument.fields)
              given[name] = (type === "Int32" ? Int32Array : Float32Array).from(values);
            const losses = [];
            for (let i = 0; i < argument.steps; i++) losses.push((await trainer.step(given)).loss);
            return { fused: model.fused, losses: bits(Float32Array.from(losses)), weights: base64(await model.save("bytes:")) };
            """,
            new
            {
                rate = (double)Rate, batch = Batch, steps = Steps,
                fields = fields.Zip(
                    data, (f, d) => new { name = f.Name, type = $"{f.Element}", values = d.Cast(ElementType.Double).ToArray<double>() }),
            });
        var before = model.TrainableVariables.ToDictionary(v => v.Name, v => v.Value.Bytes.ToArray());
        var losses = Train(step, data, result.GetProperty("fused").GetBoolean() ? CpuTargets.Best : TestNet.Unfused);
        Assert.Equal(
            losses.Select(BitConverter.SingleToUInt32Bits), result.GetProperty("losses").EnumerateArray().Select(e => e.GetUInt32()));
        var saved = Safetensors.Read(result.GetProperty("weights").GetBytesFromBase64());
        Assert.All(model.Variables, v => Assert.Equal(v.Value.Bytes.ToArray(), saved[v.Name]));
        Assert.NotEmpty(before);
        Assert.All(before, v => Assert.NotEqual(v.Value, saved[v.Key]));
    }

    /// <summary>An example of each kind of layer that learns.</summary>
    private static IEnumerable<LayerCase> Kinds()
    {
        var seen = new HashSet<Type>();
        foreach (var example in LayerCases.All.Values)
        {
            var model = example.Model();
            var kinds = All(model).Where(l => l is not Model && l.TrainableVariables.Any()).Select(l => l.GetType()).ToArray();
            if (kinds.Length > 0 && !kinds.All(seen.Contains)) yield return example;
            seen.UnionWith(kinds);
        }
    }

    private static IEnumerable<Layer> All(Layer layer) => layer.Layers.SelectMany(All).Prepend(layer);

    /// <summary>A model of all examples side by side, the fields that it learns from, and a batch of them.</summary>
    private static (Model Model, Field[] Fields, Tensor[] Data) Combined(LayerCase[] cases)
    {
        var (inputs, outputs, data) = (new List<LayerOutput>(), new List<LayerOutput>(), new List<Tensor>());
        foreach (var example in cases)
        {
            var tensors = example.Tensors;
            LayerOutput[] own = [.. tensors.Select((t, i) => Model.Input(new Shape(t.Shape.Skip(1)), t.Element, $"{example.Name}_{i}"))];
            inputs.AddRange(own);
            outputs.Add(new Flatten().Apply(example.Layer().Apply(own)));
            data.AddRange(tensors.Select((t, i) => t.Element == ElementType.Int32
                ? t : LayerCase.Numbers([Batch, .. t.Shape.Skip(1).Select(d => d.Size)], i)));
        }

        var last = outputs.Count > 1 ? new Concatenate().Apply([.. outputs]) : outputs[0];
        var model = new Model([.. inputs], [last]);
        model.Build(model.Inputs!);
        int[] target = [Batch, model.Trace(Batch).Outputs[0].Type.Shape[1].Size];
        Field[] fields = [.. model.Inputs!, new Field("target", ElementType.Float, Shape.Of(target[1]))];
        return (model, fields, [.. data, LayerCase.Numbers(target, Target)]);
    }

    private static float[] Train(TrainingStep step, Tensor[] data, Target target)
    {
        var session = new Session(Planner.Plan(step.Graph, target));
        BitConverter.TryWriteBytes(session.State[step.State.LearningRate], Rate);
        var losses = new float[Steps];
        for (var i = 0; i < Steps; i++)
        {
            foreach (var (field, tensor) in step.Fields.Zip(data)) tensor.Bytes.CopyTo(session.InputBytes(field.Name));
            session.Run();
            losses[i] = session.Output<float>(TrainingStep.LossName)[0];
        }

        session.State.Store();
        return losses;
    }
}
