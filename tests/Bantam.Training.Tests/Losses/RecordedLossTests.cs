using Bantam.Autodiff;
using Bantam.Graphs;
using Bantam.Tensors;
using Bantam.Training.Losses;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Losses;

/// <summary>Losses and their gradients are those of PyTorch, of TensorFlow.js and of Keras' formulas.</summary>
public sealed class RecordedLossTests
{
    private static readonly Dictionary<string, Loss> Losses = new()
    {
        ["mse"] = new MeanSquaredError(),
        ["mae"] = new MeanAbsoluteError(),
        ["mape"] = new MeanAbsolutePercentageError(),
        ["msle"] = new MeanSquaredLogarithmicError(),
        ["huber"] = new Huber(),
        ["huber 0.4"] = new Huber(0.4f),
        ["log cosh"] = new LogCosh(),
        ["poisson"] = new Poisson(),
        ["hinge"] = new Hinge(),
        ["squared hinge"] = new SquaredHinge(),
        ["categorical hinge"] = new CategoricalHinge(),
        ["kl divergence"] = new KLDivergence(),
        ["cosine similarity"] = new CosineSimilarity(),
        ["cosine similarity of columns"] = new CosineSimilarity(axis: 0),
        ["binary"] = new BinaryCrossentropy(),
        ["binary from logits, smooth"] = new BinaryCrossentropy(fromLogits: true, labelSmoothing: 0.2f),
        ["categorical"] = new CategoricalCrossentropy(),
        ["categorical from logits, smooth"] = new CategoricalCrossentropy(fromLogits: true, labelSmoothing: 0.2f),
        ["sparse"] = new SparseCategoricalCrossentropy(),
        ["sparse from logits"] = new SparseCategoricalCrossentropy(fromLogits: true),
        ["binary focal"] = new BinaryFocalCrossentropy(),
        ["binary focal, balanced"] = new BinaryFocalCrossentropy(true, 0.3f, 1.5f, labelSmoothing: 0.1f),
        ["binary focal from logits"] = new BinaryFocalCrossentropy(fromLogits: true),
        ["categorical focal"] = new CategoricalFocalCrossentropy(),
        ["categorical focal from logits"] = new CategoricalFocalCrossentropy(0.5f, 3, fromLogits: true, labelSmoothing: 0.1f),
        ["dice"] = new Dice(),
        ["dice of images"] = new Dice([1, 2, 3]),
        ["ctc"] = new CTC(),
        ["ctc, last class blank"] = new CTC(blank: 3),
        ["ctc with lengths"] = new CTC(hasInputLengths: true),
        ["svm"] = new SvmLoss(),
        ["svm 0.5"] = new SvmLoss(0.5f),
        ["triplet"] = new TripletMarginLoss(),
        ["triplet, swapped"] = new TripletMarginLoss(0.7f, p: 1, swap: true),
        ["semi-hard triplets"] = new TripletSemiHardLoss(),
    };

    public static TheoryData<string> Names => [.. Recorded.Names("losses")];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_loss_and_its_gradient_are_those_recorded(string name)
    {
        var (loss, isFirst) = (Losses[name], true);
        foreach (var row in Recorded.Rows("losses", name))
        {
            var prediction = Recorded.Tensor(row, "prediction");
            var target = Recorded.Tensor(row, "target", row.GetProperty("whole").GetBoolean());
            var value = row.GetProperty("loss").GetDouble();
            if (isFirst && Recorded.TensorFlow("losses", name) is { } other)
                Recorded.AssertClose([other.GetProperty("loss").GetDouble()], [(float)value]);
            isFirst = false;
            var ofSamples = Recorded.Numbers(row.GetProperty("values"));
            Recorded.AssertClose([value], loss.Apply(prediction, target).ToArray<float>());
            var computed = new Compiled(Graph.Trace([("p", prediction.Type), ("t", target.Type)], inputs =>
            {
                var mean = loss.Apply(inputs[0], inputs[1]);
                return [("loss", mean), ("gradient", Gradients.Of(mean, [inputs[0]])[0])];
            })).Run(prediction, target);
            Recorded.AssertClose([value], computed["loss"]);
            Recorded.AssertClose(Recorded.Numbers(row.GetProperty("gradient")), computed["gradient"]);
            if (ofSamples.Length != prediction.Shape[0].Size) continue;
            Recorded.AssertClose(ofSamples, loss.PerSample(prediction, target).ToArray<float>());
            CheckWeights(loss, prediction, target, ofSamples);
        }
    }

    /// <summary>The weighted losses are summed and divided by the number of samples; their gradient is the weighted one.</summary>
    private static void CheckWeights(Loss loss, Tensor prediction, Tensor target, double[] ofSamples)
    {
        float[] weights = [.. Enumerable.Range(0, ofSamples.Length).Select(i => 0.5f * i)];
        var computed = new Compiled(Graph.Trace(
            [("p", prediction.Type), ("t", target.Type), ("w", TensorType.Float(weights.Length))],
            inputs =>
            {
                var mean = loss.Apply(inputs[0], inputs[1], weights: inputs[2]);
                var single = loss.PerSample(inputs[0], inputs[1]);
                var sum = weights.Select((w, i) => single[i] * (w / weights.Length)).Aggregate((x, y) => x + y);
                return
                [
                    ("loss", mean), ("gradient", Gradients.Of(mean, [inputs[0]])[0]), ("apart", Gradients.Of(sum, [inputs[0]])[0]),
                ];
            })).Run(prediction, target, Tensor.From(weights));
        Recorded.AssertClose([ofSamples.Select((l, i) => l * weights[i]).Sum() / weights.Length], computed["loss"]);
        Recorded.AssertClose([.. computed["apart"].Select(g => (double)g)], computed["gradient"]);
    }
}
