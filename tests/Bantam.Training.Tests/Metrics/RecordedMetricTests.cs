using Bantam.Tensors;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;
using Bantam.Training.Running;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Metrics;

/// <summary>Metrics are those of Keras' formulas, for any batch size.</summary>
public sealed class RecordedMetricTests
{
    private static readonly Dictionary<string, Metric> Metrics = new()
    {
        ["top 2"] = new TopKCategoricalAccuracy(2),
        ["precision"] = new Precision(),
        ["precision of class 2"] = new Precision(0.3f, classId: 2),
        ["recall"] = new Recall(0.7f),
        ["f1, macro"] = new F1Score(),
        ["f1, micro"] = new F1Score(F1Average.Micro, threshold: 0.5f),
        ["f1, weighted"] = new F1Score(F1Average.Weighted),
        ["f1, single"] = new F1Score(),
        ["auc"] = new AUC(),
        ["auc, pr"] = new AUC(curve: AUCCurve.PR),
        ["auc of few"] = new AUC(numThresholds: 7),
        ["mean iou"] = new MeanIoU(),
        ["iou"] = new IoU([1, 3]),
        ["iou, single"] = new MeanIoU(),
        ["rmse"] = new RootMeanSquaredError(),
        ["r2"] = new R2Score(),
        ["mse"] = new MeanSquaredError(),
        ["mae"] = new MeanAbsoluteError(),
        ["cosine"] = new CosineSimilarity(),
    };

    public static TheoryData<string> Names => [.. Recorded.Names("metrics")];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_metric_is_the_one_recorded_for_any_batch_size(string name)
    {
        var row = Recorded.Rows("metrics", name).Single();
        var prediction = Recorded.Tensor(row, "prediction");
        var target = Recorded.Tensor(row, "target", row.GetProperty("whole").GetBoolean());
        var (expected, samples) = (row.GetProperty("value").GetDouble(), prediction.Shape[0].Size);
        foreach (var size in (int[])[1, 5, samples])
        {
            var totals = new Totals([Metrics[name]]);
            for (var first = 0; first < samples; first += size)
            {
                var end = Math.Min(first + size, samples);
                var sums = Metrics[name].Sums(prediction.Slice([0], [first], [end]), target.Slice([0], [first], [end]));
                totals.Add(0, end - first);
                totals.Add(0, sums.ToArray<float>());
            }

            var value = totals.Values()[Metrics[name].Name];
            Assert.True(Math.Abs(expected - value) <= 1e-5 * Math.Abs(expected), $"In batches of {size}: {value}, not {expected}.");
        }
    }

    [Fact]
    public void Metrics_of_compiled_steps_are_those_of_tensors()
    {
        foreach (var name in Recorded.Names("metrics"))
        {
            var row = Recorded.Rows("metrics", name).Single();
            var prediction = Recorded.Tensor(row, "prediction");
            var target = Recorded.Tensor(row, "target", row.GetProperty("whole").GetBoolean());
            var metric = Metrics[name];
            var compiled = new Compiled(Bantam.Graphs.Graph.Trace(
                [("p", prediction.Type), ("t", target.Type)], inputs => [("sums", metric.Sums(inputs[0], inputs[1]))]));
            Recorded.AssertClose(
                [.. metric.Sums(prediction, target).ToArray<float>().Select(s => (double)s)],
                compiled.Run(prediction, target)["sums"], 1e-5, 1e-2);
        }
    }

    [Fact]
    public void A_loss_is_a_metric_of_Keras_name()
    {
        string[] names = ["mean_squared_error", "kl_divergence", "huber_loss", "log_cosh", "cosine_similarity", "poisson"];
        Metric[] metrics =
            [new MeanSquaredError(), new KLDivergence(), new Huber(), new LogCosh(), new CosineSimilarity(), new Poisson()];
        Assert.Equal(names, metrics.Select(m => m.Name));
        Assert.Equal([false, false, false, false, true, false], metrics.Select(m => m.HigherIsBetter));
    }

    [Fact]
    public void What_has_no_score_is_wrong()
    {
        var scores = Tensor.From([float.NaN, 1f, 0f, 0.5f, 0.5f, 0f], 2, 3);
        Assert.Equal([1f], new TopKCategoricalAccuracy(1).Sums(scores, Tensor.From([1, 1], 2)).ToArray<float>());
        Assert.Equal(0, new Precision().Value([0, 0, 3], 3));
        Assert.Equal(1, new R2Score().Value([2, 4, 0, 8, 0], 2));
        Assert.Throws<ShapeException>(() => new Precision(classId: 3).Sums(scores, scores));
        Assert.Throws<ShapeException>(() => new IoU([3]).Sums(scores, Tensor.From([0, 1], 2)));
        Assert.Throws<ShapeException>(() => new Precision().Sums(scores, Tensor.From([0f, 1f], 2)));
    }
}
