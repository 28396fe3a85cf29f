using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Layers;

/// <summary>Layers compute what TensorFlow.js and PyTorch compute, forward and backward, and files of them the same bits.</summary>
public sealed class RecordedLayerTests
{
    private const int Factors = 99;
    private const float Tolerance = 1e-5f;

    public static TheoryData<string> Names => [.. LayerCases.All.Keys];

    [Fact]
    public void Everything_that_is_recorded_is_tested() =>
        Assert.Equal(RecordedLayer.All.Keys.Order(StringComparer.Ordinal), LayerCases.All.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Names))]
    public void A_layer_computes_what_is_recorded(string name)
    {
        var (given, recorded) = (LayerCases.All[name], RecordedLayer.All[name]);
        var (model, tensors) = (given.Model(), given.Tensors);
        var graph = WithGradients(model, tensors, out var floats, out var weights);
        var results = new Compiled(graph).Run(tensors);
        Assert.Equal(recorded.Shape, graph.Outputs[0].Type.Shape.Sizes);
        Near(recorded.Output, results["output"], "output");
        for (var i = 0; i < floats + weights; i++)
        {
            var what = $"gradient{i}";
            var wanted = i < floats ? recorded.Inputs?.ElementAtOrDefault(i) : recorded.Weights?[i - floats];
            if (recorded.Weights is null) Near(Differences(model, tensors, i), results[what], what, 2e-3f);
            else if (wanted is not null) Near(wanted, results[what], what);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_file_of_it_gives_the_same_bits(string name)
    {
        var (given, bytes) = (LayerCases.All[name], new MemoryStream());
        var (model, tensors) = (given.Model(), given.Tensors);
        Graph graph = model;
        new OnnxModel(graph).Save(bytes);
        var read = OnnxModel.Load(bytes.ToArray()).Graph;
        var batch = new Dictionary<string, int> { ["batch"] = tensors[0].Shape[0].Size };
        Assert.Equal(
            new Compiled(graph.Bind(batch)).Run(tensors).Values.Single(), new Compiled(read.Bind(batch)).Run(tensors).Values.Single());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_step_of_training_changes_its_weights(string name)
    {
        var given = LayerCases.All[name];
        var (model, tensors) = (given.Model(), given.Tensors);
        if (!model.TrainableVariables.Any()) return;
        var output = RecordedLayer.All[name].Shape;
        Field[] fields = [.. model.Inputs!, new Field("target", ElementType.Float, Shape.Of(output[1..]))];
        var step = TrainingStep.Build(model, fields, output[0], new MeanSquaredError(), new SGD(0.1f));
        var before = model.TrainableVariables.ToDictionary(v => v, v => v.Value.ToArray<float>());
        step.State.LearningRate.Value.Span<float>()[0] = 0.1f;
        var loss = new Compiled(step.Graph).Run([.. tensors, LayerCase.Numbers(output, Factors)])[TrainingStep.LossName];
        Assert.True(float.IsFinite(Assert.Single(loss)));
        Assert.Contains(before, v => !v.Key.Value.ToArray<float>().SequenceEqual(v.Value));
        Assert.All(before.Keys, v => Assert.All(v.Value.ToArray<float>(), x => Assert.True(float.IsFinite(x))));
    }

    /// <summary>The output, and the gradients of its weighted sum by floats that are given and by weights.</summary>
    private static Graph WithGradients(Training.Layers.Model model, Tensor[] tensors, out int floats, out int weights)
    {
        var forward = model.Trace(tensors[0].Shape[0]);
        Variable[] trained = [.. model.TrainableVariables];
        floats = tensors.Count(t => t.Element == ElementType.Float);
        weights = trained.Length;
        return Graph.Trace([.. forward.Inputs.Select(i => (i.Name, i.Type))], inputs =>
        {
            var output = forward.Inline(inputs)[0];
            var sum = Sum(output);
            Tensor[] by = [.. inputs.Where(i => i.Element == ElementType.Float), .. trained.Select(v => v.Read())];
            return [("output", output), .. Gradients.Of(sum, by).Select((g, i) => ($"gradient{i}", g))];
        });
    }

    private static Tensor Sum(Tensor output) =>
        (output * LayerCase.Numbers(output.Shape.Sizes, Factors)).ReduceSum([.. Enumerable.Range(0, output.Shape.Rank)]);

    /// <summary>Central differences of the sum by the elements of one of the tensors or weights.</summary>
    private static float[] Differences(Training.Layers.Model model, Tensor[] tensors, int place)
    {
        const float Step = 1e-2f;
        Tensor[] floats = [.. tensors.Where(t => t.Element == ElementType.Float)];
        var elements = place < floats.Length ? floats[place] : model.TrainableVariables.ElementAt(place - floats.Length).Value;
        var forward = model.Trace(tensors[0].Shape[0]);
        var compiled = new Compiled(
            Graph.Trace([.. forward.Inputs.Select(i => (i.Name, i.Type))], x => [("output", forward.Inline(x)[0])]));
        var factors = LayerCase.Numbers(forward.Outputs[0].Type.Shape.Sizes, Factors).ToArray<float>();
        var results = new float[elements.Shape.ElementCount];
        for (var i = 0; i < results.Length; i++)
        {
            var kept = elements.Span<float>()[i];
            var difference = At(kept + Step, i) - At(kept - Step, i);
            elements.Span<float>()[i] = kept;
            results[i] = (float)(difference / (2 * Step));
        }

        compiled.LoadVariables();
        return results;

        double At(float value, int i)
        {
            elements.Span<float>()[i] = value;
            compiled.LoadVariables();
            return compiled.Run(tensors)["output"].Zip(factors, (a, b) => (double)a * b).Sum();
        }
    }

    private static void Near(float[] expected, float[] actual, string what, float tolerance = Tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var scale = Math.Max(1, expected.Length == 0 ? 0 : expected.Max(MathF.Abs));
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                MathF.Abs(expected[i] - actual[i]) <= tolerance * scale,
                $"{what}: element {i} must be {expected[i]}; it is {actual[i]}.");
    }
}
