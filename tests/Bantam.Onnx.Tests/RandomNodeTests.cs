using Bantam.Onnx.Protobuf;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>Random nodes without a seed draw anew in each run; a seed in the file, or the caller's, makes them reproducible.</summary>
public sealed class RandomNodeTests
{
    private const int Count = 64;
    private static readonly Tensor Halves = Tensor.Full(0.5f, Shape.Of(1, Count));

    public static TheoryData<string> Operators => ["RandomNormalLike", "RandomUniformLike", "Bernoulli", "Multinomial", "RandomNormal",
        "RandomUniform", "Dropout"];

    [Theory]
    [MemberData(nameof(Operators))]
    public void Without_a_seed_each_run_and_each_loading_draws_anew(string type)
    {
        var file = File(type, seed: null);
        var model = Model.Load(file);
        var first = Run(model);
        Assert.NotEqual(first, Run(model));
        Assert.NotEqual(first, Run(Model.Load(file)));
        Assert.NotEqual(first, Run(Model.Load(Models.Save(OnnxModel.Load(file).Graph))));
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void A_seed_of_the_file_gives_the_same_numbers_in_every_run(string type)
    {
        var file = File(type, seed: 0);
        var model = Model.Load(file);
        var first = Run(model);
        Assert.Equal(first, Run(model));
        Assert.Equal(first, Run(Model.Load(file)));
        Assert.Equal(first, Run(Model.Load(Models.Save(OnnxModel.Load(file).Graph))));
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void A_seed_of_the_caller_gives_the_same_runs_after_each_loading(string type)
    {
        var file = File(type, seed: null);
        var (first, second, other) = (Load(5), Load(5), Load(6));
        Assert.Equal(Run(first), Run(second));
        var again = Run(first);
        Assert.Equal(again, Run(second));
        Assert.NotEqual(again, Run(other));

        Model Load(int seed) => new(OnnxModel.Load(file, new OnnxOptions { Seed = seed }).Graph);
    }

    [Fact]
    public void Each_round_of_a_loop_draws_anew()
    {
        var body = new GraphProto
        {
            Name = "body",
            Input = { Build.Value("i", DataType.Int64), Build.Value("go", DataType.Bool) },
            Output = { Build.Value("go2", DataType.Bool), Build.Value("r", DataType.Float, 1, Count) },
            Node =
            {
                Build.Node("Identity", "go", ["go"], ["go2"]),
                Build.Node("RandomUniformLike", "draw", ["x"], ["r"]),
            },
        };
        var loop = Build.Node("Loop", "loop", ["rounds"], ["y"]);
        loop.Attribute.Add(new AttributeProto { Name = "body", Type = AttributeProto.Types.AttributeType.Graph, G = body });
        var proto = Build.Model(
            21, [Build.Value("x", DataType.Float, 1, Count)], [Build.Value("y", DataType.Float, 3, 1, Count)], loop);
        proto.Graph.Initializer.Add(new TensorProto { Name = "rounds", DataType = (int)DataType.Int64, Int64Data = { 3 } });
        var model = Model.Load(proto.ToByteArray());
        var (first, second) = (Run(model), Run(model));
        var draws = first.Chunk(Count).Concat(second.Chunk(Count)).Select(d => string.Join(' ', d));
        Assert.Equal(6, draws.Distinct().Count());
    }

    [Fact]
    public void A_dropout_that_does_not_train_is_read_the_same_each_time()
    {
        var file = Build.Model(
            21, [Build.Value("x", DataType.Float, 1, Count)], [Build.Value("y", DataType.Float, 1, Count)],
            Build.Node("Dropout", "drop", ["x"], ["y"])).ToByteArray();
        Assert.Equal(OnnxModel.Load(file).Graph.ToString(), OnnxModel.Load(file).Graph.ToString());
        Assert.Equal(Halves.Cast(ElementType.Double).ToArray<double>(), Run(Model.Load(file)));
    }

    private static double[] Run(Model model) => model.Run(("x", Halves))["y"].Cast(ElementType.Double).ToArray<double>();

    private static byte[] File(string type, int? seed)
    {
        var isDropout = type == "Dropout";
        AttributeProto[] attributes =
        [
            .. seed is { } s ? [isDropout ? Build.Int("seed", s) : Build.Float("seed", s)] : Array.Empty<AttributeProto>(),
            .. type is "RandomNormal" or "RandomUniform" ? [Build.Ints("shape", 1, Count)] : Array.Empty<AttributeProto>(),
            .. type is "Multinomial" ? [Build.Int("sample_size", Count)] : Array.Empty<AttributeProto>(),
        ];
        string[] inputs = type is "RandomNormal" or "RandomUniform" ? [] : isDropout ? ["x", "", "train"] : ["x"];
        var element = type == "Multinomial" ? DataType.Int32 : DataType.Float;
        var proto = Build.Model(
            21, [Build.Value("x", DataType.Float, 1, Count)], [Build.Value("y", element, 1, Count)],
            Build.Node(type, "draw", inputs, ["y"], attributes));
        if (isDropout) proto.Graph.Initializer.Add(new TensorProto { Name = "train", DataType = (int)DataType.Bool, Int32Data = { 1 } });
        return proto.ToByteArray();
    }
}
