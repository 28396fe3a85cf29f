using Bantam.Graphs;
using Bantam.Tests.Transforms;
using static Bantam.Tests.Transforms.ImageNets;

namespace Bantam.Tests.Graphs;

/// <summary>Which channels must be removed together is found from what operators say of their axes.</summary>
public sealed class ChannelGroupTests
{
    [Fact]
    public void A_sum_joins_the_channels_of_its_terms()
    {
        var graph = Trace([1, 3, 8, 8], x =>
        {
            x = Normalized(Conv(x, "stem", 6, 3), "normal").Relu();
            return Conv(x + Conv(Conv(x, "inner", 9, 3).Relu(), "outer", 6, 3), "head", 5, 1);
        });
        Assert.Equal(
            ["6: stem[0] normal0[0] normal1[0] normal2[0] normal3[0] inner[1] outer[0] head[1]", "9: inner[0] outer[1]"],
            Texts(graph));
    }

    [Fact]
    public void A_depthwise_convolution_has_the_same_channels_before_and_after_it() => Assert.Equal(
        ["8: stem[0] expand[1] project[0] head[1]", "24: expand[0] normal0[0] normal1[0] normal2[0] normal3[0] depthwise[0] project[1]"],
        Texts(InvertedResidual()));

    [Fact]
    public void A_flattened_concatenation_has_each_channel_as_rows_behind_those_before_it()
    {
        var groups = ChannelGroups.Of(ConcatDense());
        Assert.Equal(["4: left[0] dense[0]", "6: dense[0] right[0]"], groups.Select(Text));
        var (left, right) = (groups[0].Variables.Last(), groups[1].Variables.First());
        Assert.Equal((0, 36), (left.Offset, left.Repeat));
        Assert.Equal((4 * 36, 36), (right.Offset, right.Repeat));
        Assert.Equal(Enumerable.Range(6 * 36, 36), right.ElementsOf(2));
    }

    [Fact]
    public void Fire_modules_part_the_axis_that_both_wide_convolutions_feed() => Assert.Equal(
        [
            "4: fire0/squeeze[0] fire0/expand1[1] fire0/expand3[1]", "8: fire0/expand1[0] fire1/squeeze[1]",
            "8: fire1/squeeze[1] fire0/expand3[0]", "4: fire1/squeeze[0] fire1/expand1[1] fire1/expand3[1]",
        ],
        Texts(Fire()));

    [Fact]
    public void A_shuffle_joins_the_channels_that_it_lays_side_by_side()
    {
        // The i-th channels of both halves become neighbours, and both must go for the grid in between to be one.
        var groups = ChannelGroups.Of(Shuffle());
        Assert.Equal(["8: stem[0] wide[0] head[1]", "8: stem[0] narrow[1]", "8: narrow[0] depthwise[0] wide[1]"], groups.Select(Text));
        var members = groups[0].Variables.ToDictionary(m => m.Value.Name);
        Assert.Equal([3], members["stem"].ElementsOf(3));
        Assert.Equal([3], members["wide"].ElementsOf(3));
        Assert.Equal([6, 7], members["head"].ElementsOf(3));
        Assert.Equal(8, groups[1].Variables.First().Offset);
    }

    [Fact]
    public void Groups_of_a_convolution_lose_the_same_channels_each()
    {
        var graph = Trace([1, 3, 8, 8], x => Conv(Conv(Conv(x, "stem", 8, 1), "grouped", 12, 3, group: 2), "head", 5, 1));
        var groups = ChannelGroups.Of(graph);
        Assert.Equal(["4: stem[0] grouped[1]", "6: grouped[0] head[1]"], groups.Select(Text));
        Assert.Equal([1, 5], groups[0].Variables.First().ElementsOf(1));
        Assert.Equal([2, 8], groups[1].Variables.First().ElementsOf(2));
    }

    [Fact]
    public void Channels_of_inputs_and_outputs_stay() =>
        Assert.Empty(ChannelGroups.Of(Trace([1, 3, 8, 8], x => Conv(x, "only", 5, 3) + x.ReduceMean([1], keepDimensions: true))));

    private static IEnumerable<string> Texts(Graph graph) => ChannelGroups.Of(graph).Select(Text);

    private static string Text(ChannelGroup group) =>
        $"{group.Count}: {string.Join(' ', group.Variables.Select(m => $"{m.Value.Name}[{m.Axis}]"))}";
}
