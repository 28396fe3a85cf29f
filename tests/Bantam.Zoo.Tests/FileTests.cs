using Bantam.Onnx;
using Bantam.Operators.Movement;

namespace Bantam.Zoo.Tests;

/// <summary>Files look as those that other frameworks export.</summary>
public sealed class FileTests
{
    public static TheoryData<string> Names => [.. ModelZoo.All.Select(m => m.Name)];

    /// <summary>What is part of an architecture: 16 shuffles, and the patches and four for the heads of each of 12 blocks.</summary>
    private static readonly Dictionary<string, int> Transposes = new() { ["shufflenet-v2"] = 16, ["vit-ti-16"] = 1 + (12 * 4) };

    [Theory, MemberData(nameof(Names))]
    public void A_file_takes_images_channels_first_and_transposes_nothing(string name)
    {
        var graph = Made.File(name).Graph;
        var side = ModelZoo.Find(name)!.Side;
        Assert.Equal([$"input: Float[batch,3,{side},{side}]"], graph.Inputs.Select(i => i.ToString()));
        Assert.Equal(Transposes.GetValueOrDefault(name), graph.Nodes.Count(n => n.Operator is Transpose));
    }
}
