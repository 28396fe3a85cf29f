using Bantam.Cli.Inspection;
using Bantam.Graphs;
using Bantam.Tensors;

namespace Bantam.Zoo.Tests;

/// <summary>Models have the architecture of the reference implementations.</summary>
public sealed class ArchitectureTests
{
    /// <summary>
    /// The parameters that are published: torchvision and timm count what is trained, Keras applications also moving statistics.
    /// </summary>
    public static TheoryData<string, long, bool> Published => new()
    {
        { "squeezenet-1.1", 1_235_496, false },
        { "mobilenet-v2", 3_504_872, false },
        { "mobilenet-v3-small", 2_542_856, false },
        { "mobilenet-v3-large", 5_483_032, false },
        { "shufflenet-v2", 2_278_604, false },
        { "efficientnet-b0", 5_288_548, false },
        { "resnet-18", 11_689_512, false },
        { "resnet-20", 269_722, false },
        { "resnet-50", 25_557_032, false },
        { "mobilenet-v1", 4_253_864, true },
        { "vgg-16", 138_357_544, false },
        { "densenet-121", 7_978_856, false },
        { "inception-v3", 23_834_568, false },
        { "xception", 22_910_480, true },
        { "nasnet-mobile", 5_326_716, true },
        { "yolo-v3-tiny", 8_858_734, true },
        { "vit-ti-16", 5_717_416, false },
    };

    public static TheoryData<string> Names => [.. ModelZoo.All.Select(m => m.Name)];

    [Theory, MemberData(nameof(Published))]
    public void A_model_has_as_many_parameters_as_published(string name, long parameters, bool withStatistics)
    {
        var model = Made.Model(name);
        Assert.Equal(parameters, Count(withStatistics ? model.Variables : model.TrainableVariables));
    }

    [Fact]
    public void The_parameters_of_every_model_are_checked() =>
        Assert.Equal(ModelZoo.All.Select(m => m.Name).Order(), Published.Select(row => row.Data.Item1).Order());

    [Theory, MemberData(nameof(Names))]
    public void A_model_says_how_large_it_is(string name)
    {
        var entry = ModelZoo.Find(name)!;
        var graph = Made.File(name).Graph;
        Assert.Equal(entry.Parameters, Count(Made.Model(name).TrainableVariables));
        Assert.Equal(entry.MultiplyAdds, MultiplyAdds.Of(graph.Bind(new Dictionary<string, int> { ["batch"] = 1 })));
        if (graph.Outputs is [var output]) Assert.Equal(new TensorType(ElementType.Float, new Shape("batch", entry.Classes)), output.Type);
    }

    private static long Count(IEnumerable<Variable> variables) => variables.Sum(v => (long)v.Type.Shape.ElementCount);
}
