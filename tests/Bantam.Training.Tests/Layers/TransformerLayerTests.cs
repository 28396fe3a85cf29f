using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Initializers;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Layers;

/// <summary>Layers of transformers.</summary>
public sealed class TransformerLayerTests
{
    [Fact]
    public void A_layer_normalization_gives_each_row_mean_0_and_deviation_1_and_then_gamma_and_beta()
    {
        var x = TestTensors.Normal(1, 2, 3, 8) * 5 + 2;
        var plain = new LayerNormalization(epsilon: 0).Apply(x).ToArray<float>();
        foreach (var row in plain.Chunk(8))
        {
            Assert.Equal(0, row.Average(), 1e-5);
            Assert.Equal(1, row.Average(v => v * v), 1e-4);
        }

        var layer = new LayerNormalization(
            epsilon: 0, betaInitializer: new Training.Initializers.Constant(3), gammaInitializer: new Training.Initializers.Constant(2));
        Assert.Equal(plain.Select(v => (2 * v) + 3), layer.Apply(x).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(["gamma", "beta"], layer.Variables.Select(v => v.Name.Split('/')[^1]));
        var bare = new LayerNormalization(epsilon: 0, center: false, scale: false);
        Assert.Equal(plain, bare.Apply(x).ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Empty(bare.Variables);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayerNormalization(-1));
    }

    [Theory, InlineData(1), InlineData(2), InlineData(3)]
    public void Attention_is_what_the_operator_computes_between_dense_layers(int inputs)
    {
        Tensor[] given = [TestTensors.Normal(1, 2, 5, 6), TestTensors.Normal(2, 2, 7, 4), TestTensors.Normal(3, 2, 7, 3)];
        var layer = new MultiHeadAttention(2, 3, valueDim: 4, biasInitializer: new RandomNormal());
        var output = layer.Apply(given[..inputs]);
        Assert.Equal("[2,5,6]", output.Shape.ToString());

        var weights = layer.Variables.ToDictionary(v => string.Join('/', v.Name.Split('/')[^2..]), v => v.Value);
        var (query, value, key) = (given[0], given[inputs == 1 ? 0 : 1], given[inputs - 1]);
        var attended = new Operators.Transformer.Attention(2, 2)
            .Apply(Project("query", query), Project("key", key), Project("value", value))[0];
        Assert.Equal(
            Project("attention_output", attended).ToArray<float>(), output.ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-5);

        Tensor Project(string name, Tensor x) => x.MatMul(weights[$"{name}/kernel"]) + weights[$"{name}/bias"];
    }

    [Fact]
    public void Attention_has_the_weights_of_keras()
    {
        var layer = new MultiHeadAttention(2, 3, useBias: false, name: "attention");
        layer.Apply(TestTensors.Normal(1, 1, 4, 5));
        Assert.Equal(
            [
                "attention/query/kernel [5,6]", "attention/key/kernel [5,6]", "attention/value/kernel [5,6]",
                "attention/attention_output/kernel [6,5]",
            ],
            layer.Variables.Select(v => $"{v.Name} {v.Type.Shape}"));
        Assert.Contains(
            "takes a query", Assert.Throws<ShapeException>(() => new MultiHeadAttention(1, 2).Apply(TestTensors.Normal(1, 4, 5))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiHeadAttention(0, 2));
    }

    [Fact]
    public async Task A_model_with_attention_and_its_dropout_learns()
    {
        var x = Model.Input(4, 6);
        var y = new LayerNormalization().Apply(new Add().Apply(x, new MultiHeadAttention(2, 3, dropout: 0.1f).Apply(x)));
        var model = new Model(x, new Dense(2).Apply(new Flatten().Apply(y)));
        var samples = TestTensors.Normal(1, 64, 4, 6);
        var labels = Tensor.From<int>([.. samples.ToArray<float>().Chunk(24).Select(s => s[0] > s[12] ? 1 : 0)], Shape.Of(64));
        var trainer = new Trainer(model, new SparseCategoricalCrossentropy(fromLogits: true), new Adam(1e-2f)) { Threads = 1 };
        var data = new ArrayDataset(("input", samples), ("label", labels)).Batch(16);
        var history = await trainer.FitAsync(data, epochs: 8, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(history.Epochs[^1].Loss < 0.6 * history.Epochs[0].Loss);
    }
}
