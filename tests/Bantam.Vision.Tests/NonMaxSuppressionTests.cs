namespace Bantam.Vision.Tests;

/// <summary>Boxes that share too much are left out, or their scores fall.</summary>
public sealed class NonMaxSuppressionTests
{
    /// <summary>The second shares 0.6 with the first, the third 1/3, the fourth nothing.</summary>
    private static readonly Box[] Boxes = [new(0, 0, 10, 10), new(0, 2.5f, 10, 12.5f), new(0, -5, 10, 5), new(50, 50, 60, 60)];

    private static readonly float[] Scores = [0.9f, 0.8f, 0.7f, 0.95f];

    [Fact]
    public void What_boxes_share_is_over_what_they_cover()
    {
        Assert.Equal(0.6f, Boxes[0].IntersectionOverUnion(Boxes[1]), 1e-6f);
        Assert.Equal(1 / 3f, Boxes[0].IntersectionOverUnion(Boxes[2]), 1e-6f);
        Assert.Equal(0, Boxes[0].IntersectionOverUnion(Boxes[3]));
        Assert.Equal(1, Boxes[0].IntersectionOverUnion(Boxes[0]));
        Assert.Equal(0, new Box(3, 3, 3, 9).IntersectionOverUnion(new Box(3, 3, 3, 9)));
        Assert.Equal(0, new Box(5, 5, 1, 1).IntersectionOverUnion(Boxes[0]));
    }

    [Theory]
    [InlineData(0.5f, "3,0,2")]
    [InlineData(0.61f, "3,0,1,2")]
    [InlineData(0.3f, "3,0")]
    public void The_surer_box_stays(float overlap, string kept) =>
        Assert.Equal(kept, string.Join(',', NonMaxSuppression.Hard(Boxes, Scores, overlap)));

    [Fact]
    public void Classes_do_not_suppress_each_other()
    {
        Assert.Equal([3, 0, 1], NonMaxSuppression.Hard(Boxes, Scores, 0.3f, [0, 1, 0, 0]));
        Assert.Equal([3, 0, 1, 2], NonMaxSuppression.Hard(Boxes, Scores, 0, [0, 1, 2, 0]));
    }

    [Fact]
    public void Soft_scores_fall()
    {
        var linear = NonMaxSuppression.Soft(Boxes, Scores, NonMaxSuppression.Linear(0.5f), least: 0.1f);
        Assert.Equal([3, 0, 2, 1], linear.Select(k => k.Index));
        Assert.Equal([0.95f, 0.9f, 0.7f, 0.32f], linear.Select(k => MathF.Round(k.Score, 4)));
        var gaussian = NonMaxSuppression.Soft(Boxes, Scores, NonMaxSuppression.Gaussian(0.5f), least: 0.4f);
        Assert.Equal([3, 0, 2], gaussian.Select(k => k.Index));
        Assert.Equal(0.7 * Math.Exp(-2.0 / 9), gaussian[2].Score, 1e-5);
        Assert.Equal(4, NonMaxSuppression.Soft(Boxes, Scores, NonMaxSuppression.Gaussian(), 0, [0, 1, 2, 3]).Count);
    }

    [Fact]
    public void Nothing_and_what_is_no_number_are_left_out()
    {
        Assert.Empty(NonMaxSuppression.Hard([], [], 0.5f));
        Assert.Equal([3, 1], NonMaxSuppression.Hard(Boxes, [float.NaN, 0.5f, float.NaN, 1], 0.5f));
        Assert.Equal([3, 1], NonMaxSuppression.Soft(Boxes, [float.NaN, 0.5f, float.NaN, 1], _ => 1, 0.1f).Select(k => k.Index));
        Assert.Contains("4 boxes and 1 scores", Assert.Throws<ArgumentException>(() => NonMaxSuppression.Hard(Boxes, [1], 0.5f)).Message,
            StringComparison.Ordinal);
    }
}
