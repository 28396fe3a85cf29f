using Bantam.Tensors;
using Bantam.Training.Losses;
using Bantam.Training.Metrics;

namespace Bantam.Training.Tests.Metrics;

public sealed class MetricTests
{
    [Fact]
    public void Accuracy_counts_where_the_first_highest_score_is_that_of_the_target()
    {
        var scores = Tensor.From([1f, 2f, 3f, 5f, 5f, 0f, float.NaN, 1f, 1f, -3f, -2f, -1f], 4, 3);
        Assert.Equal([2f], new Accuracy().Sums(scores, Tensor.From<byte>([2, 0, 1, 1], 4)).ToArray<float>());
        Assert.Equal([1f], new Accuracy().Sums(scores, Tensor.From<byte>([2, 1, 1, 1], 4)).ToArray<float>());
        Assert.Equal([1f], new Accuracy().Sums(Tensor.From([1f, 2f, 5f, 4f], 2, 2), Tensor.From([0f, 1f, 0f, 1f], 2, 2)).ToArray<float>());
    }

    [Fact]
    public void Accuracy_of_one_score_compares_it_with_the_threshold()
    {
        var (scores, target) = (Tensor.From([0.2f, 0.7f, 0.9f], 3, 1), Tensor.From([0f, 1f, 0f], 3));
        Assert.Equal([2f], new Accuracy().Sums(scores, target).ToArray<float>());
        Assert.Equal([1f], new Accuracy(threshold: 0.8f).Sums(scores, target).ToArray<float>());
        var (logits, smooth) = (Tensor.From([-1f, 0.2f, 3f], 3, 1), Tensor.From([0.1f, 0.9f, 0.1f], 3));
        Assert.Equal([2f], new Accuracy(threshold: 0).Sums(logits, smooth).ToArray<float>());
    }

    [Fact]
    public void Accuracy_of_pixels_is_per_sample()
    {
        var scores = Tensor.From([1f, 0f, 0f, 1f, 1f, 0f, 1f, 0f], 2, 2, 2);
        Assert.Equal([1.5f], new Accuracy().Sums(scores, Tensor.From([0, 1, 0, 1], 2, 2)).ToArray<float>());
    }

    [Fact]
    public void A_confusion_matrix_has_targets_as_rows()
    {
        var scores = Tensor.From([1f, 0f, 0f, 1f, 0f, 0f, 0f, 0f, 1f, 0f, 1f, 0f], 4, 3);
        var sums = new ConfusionMatrix().Sums(scores, Tensor.From<byte>([0, 1, 2, 1], 4)).ToArray<float>();
        Assert.Equal([1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 1, 0], sums);
        var table = new ConfusionTable([.. sums.Select(s => (double)s)]);
        Assert.Equal((3, 4L, 0.75), (table.Classes, table.Total, table.Accuracy));
        Assert.Equal((1L, 0.5, 0.5, 1.0), (table[1, 0], table.Recall(1), table.Precision(0), table.Precision(1)));
        Assert.Equal(0.75, new ConfusionMatrix().Value([.. sums.Select(s => (double)s)], 4));
    }

    [Fact]
    public void What_has_no_prediction_counts_as_wrong_and_stays_in_the_total()
    {
        var scores = Tensor.From([1f, 0f, float.NaN, 1f, 0f, 1f], 3, 2);
        var table =
            new ConfusionTable(
            [.. new ConfusionMatrix().Sums(scores, Tensor.From<byte>([0, 1, 1], 3)).ToArray<float>().Select(s => (double)s)]);
        Assert.Equal((2, 3L, 2 / 3.0), (table.Classes, table.Total, table.Accuracy));
        Assert.Equal((1L, 0L, 0.5, 1.0), (table.Unpredicted(1), table.Unpredicted(0), table.Recall(1), table.Precision(1)));
        var single = Tensor.From([float.NaN, 0.2f, 0.7f], 3, 1);
        Assert.Equal([2f], new Accuracy().Sums(single, Tensor.From([0f, 0f, 1f], 3)).ToArray<float>());
        Assert.Equal([1, 0, 1, 0, 1, 0], new ConfusionMatrix().Sums(single, Tensor.From([0f, 0f, 1f], 3)).ToArray<float>());
    }

    [Fact]
    public void A_loss_can_be_measured_beside_another()
    {
        var metric = new MeanError("mae", new MeanAbsoluteError());
        Assert.False(metric.HigherIsBetter);
        Assert.Equal([3f], metric.Sums(Tensor.From([1f, 2f], 2, 1), Tensor.From([0f, 0f], 2)).ToArray<float>());
        Assert.Equal(1.5, metric.Value([3], 2));
    }
}
