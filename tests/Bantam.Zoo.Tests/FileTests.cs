using Bantam.Onnx;
using Bantam.Operators.Movement;

namespace Bantam.Zoo.Tests;

/// <summary>Files look as those that other frameworks export.</summary>
public sealed class FileTests
{
    public static TheoryData<string> Names => [.. ModelZoo.All.Select(m => m.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_file_takes_images_channels_first_and_transposes_nothing(string name)
    {
        var graph = Made.File(name).Graph;
        var side = ModelZoo.Find(name)!.Side;
        Assert.Equal([$"input: Float[batch,3,{side},{side}]"], graph.Inputs.Select(i => i.ToString()));
        var shuffles = name == "shufflenet-v2" ? 16 : 0;
        Assert.Equal(shuffles, graph.Nodes.Count(n => n.Operator is Transpose));
    }
}
