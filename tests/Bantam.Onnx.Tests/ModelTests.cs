using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Onnx.Tests;

/// <summary>A model of a file runs on what it is given, from any number of threads.</summary>
public sealed class ModelTests
{
    [Fact]
    public void It_takes_tensors_arrays_and_spans_of_any_batch()
    {
        var model = Model.Load(Net());
        foreach (var batch in (int[])[1, 3, 8])
        {
            var x = Tensor.From([.. Enumerable.Range(0, batch * 4).Select(i => (i % 7) - 3f)], batch, 4);
            var expected = Expected(x);
            Assert.Equal(expected, model.Run(x).ToArray<float>());
            Assert.Equal(Shape.Of(batch, 2), model.Run(x).Shape);
            Assert.Equal(expected, model.Run(x.ToArray<float>()));
            Assert.Equal(expected, model.Run<float>(x.Span<float>()));
            Assert.Equal(expected, model.Run(("x", x))["y"].ToArray<float>());
        }
    }

    [Fact]
    public void What_it_cannot_take_is_said_in_sentences()
    {
        var model = Model.Load(Net());
        var x = Tensor.From([1f, 2, 3, 4], 1, 4);
        Refuses("An input is given once; 'x' is given again.", () => model.Run(("x", x), ("x", x)));
        Refuses("Input 'x' is given null", () => model.Run(("x", null!)));
        Refuses("must be Float", () => model.Run(new Dictionary<string, Tensor> { ["x"] = null! }));
        Refuses("the name of one is null", () => model.Run((null!, x)));
        var folder = Assert.Throws<IOException>(() => Model.Load(Path.GetTempPath()));
        Assert.Contains("is a folder; a model is a file in it", folder.Message, StringComparison.Ordinal);

        static void Refuses(string sentence, Action run) =>
            Assert.Contains(sentence, Assert.Throws<ShapeException>(run).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_in_the_background_and_can_be_cancelled()
    {
        var model = Model.Load(new MemoryStream(Net()));
        var x = Tensor.From([1f, 2, 3, 4], 1, 4);
        Assert.Equal(Expected(x), (await model.RunAsync(x, TestContext.Current.CancellationToken)).ToArray<float>());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.RunAsync(x, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void Threads_with_different_batches_get_their_own_numbers()
    {
        var model = Model.Load(Net());
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var batch = 1 + (i % 5);
            var x = Tensor.From([.. Enumerable.Range(0, batch * 4).Select(n => (float)((n * (i + 1)) % 11))], batch, 4);
            Assert.Equal(Expected(x), model.Run(x).ToArray<float>());
        });
    }

    [Theory]
    [InlineData(2)]
    [InlineData(300)]
    public void A_model_of_weights_that_have_changed_has_the_new_ones(int size)
    {
        var weights = new Variable("w", Tensor.Full(1f, Shape.Of(size, size)));
        var graph = Graph.Trace([("x", TensorType.Float(1, size))], inputs => [("y", inputs[0].MatMul(weights))]);
        var ones = Tensor.Full(1f, Shape.Of(1, size));
        var before = new Model(graph);
        Assert.All(before.Run(ones).ToArray<float>(), y => Assert.Equal(size, y));
        weights.Value.Span<float>().Fill(2);
        Assert.All(new Model(graph).Run(ones).ToArray<float>(), y => Assert.Equal(2 * size, y));
        Assert.All(before.Run(ones).ToArray<float>(), y => Assert.Equal(size, y));
    }

    [Fact]
    public void What_it_does_not_take_is_said_in_a_sentence()
    {
        var model = Model.Load(Net());
        var error = Assert.Throws<ShapeException>(() => model.Run(Tensor.From(new float[6], 2, 3)));
        Assert.Equal("Input 'x' must be Float[2,4]; it is Float[2,3].", error.Message);
        error = Assert.Throws<ShapeException>(() => model.Run(new float[5]));
        Assert.Contains("5 elements do not say", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ShapeException>(() => model.Run(("z", Tensor.Scalar(1f))));
        Assert.Contains("takes an input 'x'", error.Message, StringComparison.Ordinal);
    }

    private static float[] Expected(Tensor x)
    {
        var rows = x.Shape[0].Size;
        var elements = x.Span<float>();
        var y = new float[rows * 2];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < 2; column++)
                for (var k = 0; k < 4; k++)
                    y[(2 * row) + column] += elements[(4 * row) + k] * (k + (10 * column));
        return y;
    }

    /// <summary>A product with small whole numbers, which every order of sums gives alike.</summary>
    private static byte[] Net()
    {
        var weights = new Variable("w", Tensor.From([0f, 10, 1, 11, 2, 12, 3, 13], 4, 2));
        return Models.Save(Graph.Trace([("x", TensorType.Float("batch", 4))], x => [("y", x[0].MatMul(weights))]));
    }
}
