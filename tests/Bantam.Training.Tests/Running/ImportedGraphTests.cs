using Bantam.Graphs;
using Bantam.Operators.Control;
using Bantam.Operators.Randomness;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;

namespace Bantam.Training.Tests.Running;

/// <summary>Graphs that were not made of layers, such as those of files, are trained.</summary>
public sealed class ImportedGraphTests
{
    private const int Samples = 16, Width = 6;

    [Fact]
    public async Task A_second_named_dimension_is_bound_first_and_the_error_says_so()
    {
        var graph = Model(TensorType.Float("n", "width"), new Dropout());
        var error = await Assert.ThrowsAsync<ShapeException>(() => Fit(graph, seed: 1));
        Assert.Contains("graph.Bind(new Dictionary<string, int> { [\"width\"] = 6 })", error.Message, StringComparison.Ordinal);
        await Fit(graph.Bind(new Dictionary<string, int> { ["width"] = Width }), seed: 1);
    }

    [Fact]
    public async Task Random_nodes_of_a_file_draw_by_the_seed_of_the_trainer_and_anew_in_each_step()
    {
        var (one, same, other) = (File(3), File(4), File(4));
        await Fit(one, seed: 1);
        await Fit(same, seed: 1);
        await Fit(other, seed: 2);
        Assert.Equal(Weights(one), Weights(same));
        Assert.NotEqual(Weights(one), Weights(other));

        // A node with a seed of its own drops the same elements in every step, whatever the seed of the trainer is.
        var (fixedOne, fixedOther) = (Fixed(), Fixed());
        await Fit(fixedOne, seed: 1);
        await Fit(fixedOther, seed: 2);
        Assert.Equal(Weights(fixedOne), Weights(fixedOther));
        Assert.NotEqual(Weights(fixedOne), Weights(one));

        static Graph Fixed() => Model(TensorType.Float("n", Width), new Dropout(3));

        static Graph File(int drawn) => Model(TensorType.Float("n", Width), new Dropout(drawn) { DrawsAnew = true });
    }

    [Fact]
    public async Task A_branch_is_trained_where_the_number_of_samples_has_a_name()
    {
        var weight = new Variable("w", Tensor.Full(0.5f, Shape.Of(Width)));
        var graph = Graph.Trace([("x", TensorType.Float("n", Width))], inputs =>
        {
            var y = inputs[0] * weight.Read();
            return [("y", ControlFlow.If(y.ReduceSum() > 0f, () => [y * 2f], () => [y.Exp()])[0].ReduceSum([1], keepDimensions: true))];
        });
        await Fit(graph, seed: 1);
        Assert.All(Weights(graph), w => Assert.NotEqual(0.5f, w));
    }

    [Fact]
    public void An_evaluation_is_written_with_its_values()
    {
        var evaluation = new Evaluation(
            20, new Dictionary<string, double> { ["loss"] = 0.25, ["accuracy"] = 0.5 }, new Dictionary<string, IReadOnlyList<double>>());
        Assert.Equal("loss 0.2500, accuracy 0.5000 (20 samples)", evaluation.ToString());
    }

    private static Graph Model(TensorType input, Dropout dropout)
    {
        var weight = new Variable("w", Tensor.Full(0.5f, Shape.Of(Width, 1)));
        return Graph.Trace([("x", input)], inputs =>
            [("y", dropout.Apply(inputs[0], Tensor.Scalar(0.5f), Tensor.Scalar(true))[0].MatMul(weight.Read()))]);
    }

    private static float[] Weights(Graph graph) => graph.Variables.Single().Value.ToArray<float>();

    private static async Task Fit(Graph graph, int seed)
    {
        var x = Tensor.From([.. Enumerable.Range(0, Samples * Width).Select(i => ((i * 5) % 13) / 6f)], Samples, Width);
        var y = Tensor.From([.. Enumerable.Range(0, Samples).Select(i => (float)(i % 3))], Samples, 1);
        var trainer = new Trainer(graph, new MeanSquaredError(), new SGD(0.01f)) { Threads = 1, Seed = (uint)seed };
        await trainer.FitAsync(new ArrayDataset(("x", x), ("target", y)).Batch(4), epochs: 1);
    }
}
