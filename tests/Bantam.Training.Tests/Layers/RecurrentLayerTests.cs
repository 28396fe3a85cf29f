using Bantam.Graphs;
using Bantam.Operators.Control;
using Bantam.Operators.Recurrent;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Initializers;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Layers;

/// <summary>What recurrent layers do besides computing their steps, which <see cref="RecordedLayerTests"/> compares.</summary>
public sealed class RecurrentLayerTests
{
    private static readonly Tensor Sequences = TestTensors.Normal(1, 2, 5, 3);

    public static TheoryData<string> Networks => [.. Made.Keys];

    private static Dictionary<string, Func<RNN>> Made { get; } = new()
    {
        ["LSTM"] = () => new LSTM(4, returnState: true), ["GRU"] = () => new GRU(4, returnState: true),
        ["GRU, reset before"] = () => new GRU(4, resetAfter: false, returnState: true),
        ["SimpleRNN"] = () => new SimpleRNN(4, returnState: true),
        ["PeepholeLSTM"] = () => new PeepholeLSTM(4, returnState: true),
        ["EchoState"] = () => new EchoState(4, leaky: 0.5f, connectivity: 1, returnState: true),
        ["stack"] = () => new RNN(new StackedRNNCells([new GRUCell(3), new LSTMCell(4)]), returnState: true),
        ["own cell"] = () => new RNN(new Summing(), returnState: true),
    };

    [Theory, MemberData(nameof(Networks))]
    public void States_go_on_where_a_sequence_stopped(string name)
    {
        var layer = Made[name]();
        var whole = layer.ApplyAll([Sequences]);
        var first = layer.ApplyAll([Sequences.Slice([1], [0], [2])]);
        var second = layer.ApplyAll([Sequences.Slice([1], [2], [5]), .. first.Skip(1)]);
        Assert.Equal(layer.OutputCount, whole.Count);
        for (var i = 0; i < whole.Count; i++)
            Assert.Equal(whole[i].ToArray<float>(), second[i].ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6f);
        var (x, states) = (Sequences.Gather(Tensor.Scalar(0L), 1), layer.Cell.OutputCount - 1);
        var stepped = layer.Cell.ApplyAll([x]);
        Assert.Equal(
            layer.ApplyAll([x.Unsqueeze(1)])[0].ToArray<float>(), stepped[0].ToArray<float>(), (a, b) => Math.Abs(a - b) < 1e-6f);
        Assert.Equal(states, stepped.Count - 1);
    }

    [Theory, MemberData(nameof(Networks))]
    public void Steps_that_a_mask_leaves_out_change_nothing(string name)
    {
        var layer = Made[name]();
        var padded = Tensor.Concat(1, Tensor.Zeros(Shape.Of(2, 1, 3)), Sequences, Tensor.Zeros(Shape.Of(2, 2, 3)));
        Assert.Equal(
            layer.Apply(Sequences).ToArray<float>(), layer.Apply(new Masking().Apply(padded)).ToArray<float>(),
            (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void Zeros_or_what_was_before_come_out_of_steps_that_a_mask_leaves_out()
    {
        var padded = new Masking().Apply(Tensor.Concat(1, Sequences, Tensor.Zeros(Shape.Of(2, 1, 3))));
        var kept = new SimpleRNN(4, returnSequences: true).Apply(padded);
        Assert.Equal(Last(kept, 4), Last(kept, 5));
        Assert.All(Last(new SimpleRNN(4, returnSequences: true, zeroOutputForMask: true).Apply(padded), 5), x => Assert.Equal(0, x));
        var both = new Bidirectional(new SimpleRNN(4, returnSequences: true)).Apply(padded);
        Assert.All(Last(both, 5), x => Assert.Equal(0, x));
        Assert.All(Last(both, 4), x => Assert.NotEqual(0, x));

        static float[] Last(Tensor sequences, long step) => sequences.Gather(Tensor.Scalar(step), 1).ToArray<float>();
    }

    [Fact]
    public void Networks_with_the_usual_functions_are_onnx_operators_and_others_scans()
    {
        Assert.Equal(["Lstm"], Recurrent(new LSTM(2)));
        Assert.Equal(["Gru"], Recurrent(new GRU(2, Activations.Relu)));
        Assert.Equal(["Rnn", "Rnn"], Recurrent(new Bidirectional(new SimpleRNN(2))));
        Assert.Equal(["Scan"], Recurrent(new LSTM(2, Activations.Selu)));
        Assert.Equal(["Lstm"], Recurrent(new LSTM(2, dropout: 0.5f), isTraining: true));
        Assert.Equal(["Scan"], Recurrent(new LSTM(2, recurrentDropout: 0.5f), isTraining: true));
        Assert.Equal(["Lstm"], Recurrent(new LSTM(2, recurrentDropout: 0.5f)));

        static string[] Recurrent(Layer layer, bool isTraining = false) =>
        [
            .. Graph.Trace(
                [("x", Sequences.Type)],
                x => [("y", layer.Apply(x[0], new CallContext(isTraining ? new TrainingState() : null)))]).Nodes
                .Where(n => n.Operator is RecurrentOperator or Scan).Select(n => n.Operator.GetType().Name),
        ];
    }

    [Fact]
    public void Variables_and_layers_have_the_names_of_keras()
    {
        var model = new Sequential(
            new Bidirectional(new LSTM(2, returnSequences: true)), new SimpleRNN(3, useBias: false), new Dense(1));
        model.Build(5, 3);
        Assert.Equal(
            [
                "bidirectional/forward_lstm/lstm_cell/kernel [1,8,3]", "bidirectional/forward_lstm/lstm_cell/recurrent_kernel [1,8,2]",
                "bidirectional/forward_lstm/lstm_cell/bias [1,8]", "bidirectional/backward_lstm/lstm_cell/kernel [1,8,3]",
                "bidirectional/backward_lstm/lstm_cell/recurrent_kernel [1,8,2]", "bidirectional/backward_lstm/lstm_cell/bias [1,8]",
                "simple_rnn/simple_rnn_cell/kernel [1,3,4]", "simple_rnn/simple_rnn_cell/recurrent_kernel [1,3,3]",
                "dense/kernel [3,1]", "dense/bias [1]",
            ],
            model.Variables.Select(v => $"{v.Name} {v.Type.Shape}"));
        Assert.Equal([0f, 0, 0, 0, 1, 1, 0, 0], model.Variables.ElementAt(2).Value.ToArray<float>());
        Assert.NotEqual(model.Variables.First().Value.ToArray<float>(), model.Variables.ElementAt(3).Value.ToArray<float>());
        Assert.Contains("Float[batch,5,4]", model.Summary(), StringComparison.Ordinal);
    }

    [Fact]
    public void Outputs_and_states_are_outputs_of_a_functional_model()
    {
        var x = Model.Input(5, 3);
        var given = new LSTM(4, returnSequences: true, returnState: true).ApplyAll(x);
        var decoded = new LSTM(4).Apply(given[0], given[1], given[2]);
        var model = new Model([x], [decoded, given[1], given[2]]) { OutputNames = ["y", "h", "c"] };
        model.Build(5, 3);
        var results = model.Predict([Sequences]);
        Assert.Equal(["[2,4]", "[2,4]", "[2,4]"], results.Select(r => r.Shape.ToString()));
        Assert.Equal(2, model.Trace(2).Nodes.Count(n => n.Operator is Lstm));
    }

    [Fact]
    public void Weights_of_an_echo_state_network_stay_and_have_their_spectral_radius()
    {
        var layer = new EchoState(50, connectivity: 0.2f, spectralRadius: 0.8f, returnSequences: true);
        layer.Apply(Sequences);
        Assert.Empty(layer.TrainableVariables);
        var weights = layer.Variables.Single(v => v.Name.EndsWith("recurrent_kernel", StringComparison.Ordinal)).Value;
        Assert.InRange(weights.ToArray<float>().Count(w => w != 0), 400, 600);

        // The powers of a matrix grow as its radius does.
        var (power, growth) = (Tensor.Eye(50), 0.0);
        for (var i = 0; i < 200; i++)
        {
            power = power.MatMul(weights);
            var size = MathF.Sqrt(power.ToArray<float>().Sum(v => v * v));
            growth += Math.Log(size);
            power *= 1.0 / size;
        }

        Assert.Equal(0.8, Math.Exp(growth / 200), 0.03);
    }

    [Fact]
    public async Task A_network_learns_which_of_two_came_first()
    {
        var random = new Random(1);
        var words = new int[256 * 6];
        var labels = new int[256];
        for (var i = 0; i < 256; i++)
        {
            var (a, b) = (random.Next(3), 3 + random.Next(2));
            (words[(i * 6) + a], words[(i * 6) + b]) = i % 2 == 0 ? (1, 2) : (2, 1);
            labels[i] = i % 2;
        }

        var network = new Bidirectional(new GRU(8, recurrentDropout: 0.1f));
        var model = new Sequential(new Embedding(3, 4, maskZero: true), network, new Dense(2)) { Seed = 3 };
        var data = new ArrayDataset(("words", Tensor.From(words, 256, 6)), ("label", Tensor.From(labels, 256))).Shuffle(seed: 1).Batch(32);
        var trainer = new Trainer(model, new SparseCategoricalCrossentropy(fromLogits: true), new Adam(0.02f)) { Threads = 1 };
        var history = await trainer.FitAsync(data, epochs: 6, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(history.Epochs[^1].Loss < 0.1, $"the loss is {history.Epochs[^1].Loss}.");
    }

    /// <summary>A cell of a user: it sums its inputs, and gives twice the sum.</summary>
    private sealed class Summing() : RecurrentCell("summing")
    {
        private Shape _shape = Shape.Scalar;

        public override IReadOnlyList<Shape> StateShapes => [_shape];

        protected override int States => 1;

        protected override void Build(IReadOnlyList<TensorType> inputs) => _shape = new Shape(inputs[0].Shape.Skip(1));

        protected internal override RecurrentSteps Begin(Tensor sequence, CallContext context) => new(sequence, (slice, states) =>
        {
            var sum = states[0] + slice;
            return [sum * 2, sum];
        });
    }
}
