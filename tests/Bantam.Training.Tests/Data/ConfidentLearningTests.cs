using Bantam.Training.Data.Checking;
using Bantam.Training.Randomness;

namespace Bantam.Training.Tests.Data;

/// <summary>Wrong labels are found by what models say that have not learned them.</summary>
public sealed class ConfidentLearningTests
{
    [Fact]
    public void A_sample_counts_as_of_the_likeliest_class_above_its_threshold()
    {
        float[] probabilities =
        [
            0.9f, 0.1f, // labelled 0
            0.7f, 0.3f, // labelled 0
            0.2f, 0.8f, // labelled 0: likely 1
            0.3f, 0.7f, // labelled 1
            0.5f, 0.5f, // labelled 1: neither is as likely as usual
        ];
        var found = new ConfidentLearning(probabilities, [0, 0, 0, 1, 1], 2);
        Assert.Equal([0.6f, 0.6f], found.Thresholds.Select(t => MathF.Round(t, 5)));
        Assert.Equal((2, 1, 0, 1), (found.Joint(0, 0), found.Joint(0, 1), found.Joint(1, 0), found.Joint(1, 1)));
        Assert.Equal(new LabelIssue(2, 0, 1, 0.2f, 0.8f), Assert.Single(found.Issues));
    }

    [Fact]
    public void Planted_labels_are_found_among_unsure_ones()
    {
        const int Classes = 4, Count = 2000;
        var random = new RandomStream(1, 2);
        var (probabilities, labels, planted) = (new float[Count * Classes], new long[Count], new HashSet<int>());
        for (var i = 0; i < Count; i++)
        {
            // Where the network errs, in one of ten cases, it is less sure.
            var actual = i % Classes;
            var seen = random.NextInteger(10) == 0 ? random.NextInteger(Classes) : actual;
            var share = (float)(seen == actual ? random.NextUniform(0.6, 0.98) : random.NextUniform(0.4, 0.6));
            for (var c = 0; c < Classes; c++) probabilities[(i * Classes) + c] = c == seen ? share : (1 - share) / (Classes - 1);
            labels[i] = actual;
            if (i % 20 != 0) continue;
            labels[i] = (actual + 1 + random.NextInteger(Classes - 1)) % Classes;
            planted.Add(i);
        }

        var issues = new ConfidentLearning(probabilities, labels, Classes).Issues;
        var hits = issues.Count(i => planted.Contains(i.Index));
        Assert.InRange((double)hits / planted.Count, 0.75, 1);
        Assert.InRange((double)hits / issues.Count, 0.75, 1);
        Assert.Equal(issues.OrderByDescending(i => i.SuggestedProbability - i.GivenProbability), issues);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ConfidentLearning([1, 0, 1], [0, 1], 2));
        Assert.Throws<ArgumentException>(() => new ConfidentLearning([1, 0], [2], 2));
        var unused = new ConfidentLearning([0.4f, 0.6f, 0.2f, 0.8f], [0, 0], 2);
        Assert.Empty(unused.Issues);
    }
}
