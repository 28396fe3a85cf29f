using Bantam.Graphs;
using Bantam.Onnx;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Steps;
using Bantam.Training.Tests.Support;

namespace Bantam.Training.Tests.Layers;

/// <summary>Layers that prepare data.</summary>
public sealed class PreprocessingLayerTests
{
    public static TheoryData<string> RandomLayers => [.. Random.Keys];

    private static Dictionary<string, (Func<Layer> Layer, Func<float[], float[], bool> Holds)> Random { get; } = new()
    {
        // Of the images below each has its own number times 10, and numbers from 0 to 11 in the order of pixels.
        ["flip"] = (() => new RandomFlip(), (given, got) => given.Order().SequenceEqual(got.Order())),
        ["flip horizontal"] = (() => new RandomFlip(FlipMode.Horizontal),
            (given, got) => got.SequenceEqual(given) || got.SequenceEqual(given.Chunk(4).SelectMany(line => line.Reverse()))),
        ["brightness"] = (() => new RandomBrightness((0.1f, 0.2f)),
            (given, got) => got.Zip(given).All(p => p.First - p.Second is >= 25.4f and <= 51.1f)),
        ["contrast"] = (() => new RandomContrast((-0.5f, -0.4f)),
            (given, got) => MathF.Abs(got.Average() - given.Average()) < 1e-3f
                && (got.Max() - got.Min()) / (given.Max() - given.Min()) is >= 0.499f and <= 0.601f),
        ["crop"] = (() => new RandomCrop(2, 3),
            (given, got) => got.Length == 6 && given.Contains(got[0]) && got[1] == got[0] + 1 && got[3] == got[0] + 4),
        ["rotation of half a turn"] = (() => new RandomRotation((0.5f, 0.5f)), (given, got) => Near(got, [.. given.Reverse()])),
        ["no rotation"] = (() => new RandomRotation((0, 0)), (given, got) => Near(got, given)),
        ["zoom"] = (() => new RandomZoom((-0.5f, -0.5f)), (given, got) => Near([(got[0] + got[^1]) / 2], [given.Average()])
            && got.Max() - got.Min() < given.Max() - given.Min()),
        ["translation"] = (() => new RandomTranslation((1 / 3f, 1 / 3f), (0, 0), FillMode.Nearest),
            (given, got) => Near(got, [.. given[..4], .. given[..8]])),
        ["translation by zeros"] = (() => new RandomTranslation((0, 0), (0.25f, 0.25f), FillMode.Constant),
            (given, got) => Near(got, [.. given.Chunk(4).SelectMany(line => (float[])[0, .. line[..3]])])),
    };

    [Theory, MemberData(nameof(RandomLayers))]
    public void Images_change_in_training_only_each_in_its_own_way(string name)
    {
        var (make, holds) = Random[name];
        var layer = make();
        var images = Tensor.From<byte>(
            [.. Enumerable.Range(0, 8).SelectMany(i => Enumerable.Range(0, 12).Select(p => (byte)((10 * i) + p)))], Shape.Of(8, 3, 4, 1));
        var state = new TrainingState();
        var graph = Graph.Trace([("x", images.Type)], x =>
        {
            GraphBuilder.Current!.Update(state.Step, state.Step + Tensor.Scalar(1));
            return [("y", layer.Apply(x[0], new CallContext(state)))];
        });
        var (given, compiled) = (images.Cast(ElementType.Float).ToArray<float>(), new Compiled(graph));
        for (var step = 0; step < 2; step++)
        {
            var got = compiled.Run(images)["y"];
            Assert.All(
                given.Chunk(12).Zip(got.Chunk(got.Length / 8)), p => Assert.True(holds(p.First, p.Second), string.Join(' ', p.Second)));
        }

        var calm = layer.Apply(images);
        if (calm.Shape.Equals(images.Shape)) Assert.Equal(given, calm.ToArray<float>());
        else Assert.Equal([0f, 1, 2, 4, 5, 6], calm.ToArray<float>()[..6]);
    }

    [Fact]
    public void Random_images_differ_from_step_to_step_and_among_each_other()
    {
        var images = Tensor.Full(100f, Shape.Of(4, 2, 2, 1));
        var (layer, state) = (new RandomBrightness(0.2f), new TrainingState());
        var compiled = new Compiled(Graph.Trace([("x", images.Type)], x =>
        {
            GraphBuilder.Current!.Update(state.Step, state.Step + Tensor.Scalar(1));
            return [("y", layer.Apply(x[0], new CallContext(state)))];
        }));
        var (first, second) = (compiled.Run(images)["y"], compiled.Run(images)["y"]);
        Assert.Equal(8, first.Concat(second).Distinct().Count());
    }

    [Fact]
    public void Means_and_variances_are_those_of_the_data()
    {
        var layer = new Normalization();
        var error = Assert.Throws<ShapeException>(() => layer.Apply(Tensor.From([1f], 1, 1)));
        Assert.Contains("Adapt", error.Message, StringComparison.Ordinal);
        var data = Tensor.From<byte>([0, 10, 2, 30, 4, 50], Shape.Of(3, 2));
        layer = new Normalization();
        layer.Adapt(data);
        Assert.True(Near(layer.Apply(data).ToArray<float>(), [-1.2247449f, -1.2247449f, 0, 0, 1.2247449f, 1.2247449f]));
        Assert.Equal(["mean", "variance"], layer.Variables.Select(v => v.Name.Split('/')[^1]));
        Assert.Empty(layer.TrainableVariables);
        layer.Adapt(Tensor.From([0f, 0, 2, 2], 2, 2));
        Assert.True(Near(layer.Apply(Tensor.From([3f, 3], 1, 2)).ToArray<float>(), [2, 2]));
        Assert.True(Near(new Normalization(mean: [1], variance: [4], invert: true).Apply(Tensor.From([2f], 1, 1)).ToArray<float>(), [5]));
    }

    [Fact]
    public void Numbers_fall_into_intervals()
    {
        Assert.Equal(
            [0L, 1, 1, 3],
            new Discretization([0f, 1, 2]).Apply(Tensor.From([-1f, 0, 0.9f, 7], 4, 1)).ToArray<long>());
        var adapted = new Discretization(numBins: 4);
        adapted.Adapt(Tensor.From<int>([.. Enumerable.Range(0, 100)], Shape.Of(100)));
        Assert.Equal([25f, 50, 75], adapted.BinBoundaries!);
        Assert.Throws<ArgumentException>(() => new Discretization([1f, 1]));
        Assert.Throws<ArgumentException>(() => new Discretization());
    }

    [Fact]
    public void Members_of_a_vocabulary_have_numbers_and_all_others_one()
    {
        var texts = new StringLookup(vocabulary: ["b", "a"]);
        Assert.Equal([1L, 0, 2], texts.Apply(Tensor.From(["b", "c", "a"])).ToArray<long>());
        var adapted = new StringLookup(maxTokens: 4, maskToken: "");
        adapted.Adapt(Tensor.From(["x", "y", "y", "", "z", "w"]));
        Assert.Equal(["y", "z"], adapted.Vocabulary!);
        Assert.Equal([0L, 2, 3, 1], adapted.Apply(Tensor.From(["", "y", "z", "w"])).ToArray<long>());
        var numbers = new IntegerLookup(vocabulary: [7, 3], outputMode: CategoryOutput.Count);
        Assert.Equal([1f, 1, 2], numbers.Apply(Tensor.From([7, 3, 3, 9], 1, 4)).ToArray<float>());
        Assert.Contains("IntegerLookup", Assert.Throws<ShapeException>(() => texts.Apply(Tensor.From([1], 1))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StringLookup(numOovIndices: 2));
        Assert.Throws<ArgumentException>(() => new StringLookup(vocabulary: ["a", "a"]));
    }

    [Fact]
    public void Texts_become_numbers_of_their_words_in_a_file_too()
    {
        var words = new TextVectorization(4);
        words.Adapt(Tensor.From(["The cat sat", "the dog"]));
        var model = new Sequential(words, new Embedding(words.VocabularySize, 2, maskZero: true), new GlobalAveragePooling1D());
        model.Build([new Field("text", ElementType.String, Shape.Scalar)]);
        var texts = Tensor.From(["The dog  SAT on the mat", "cat"]);
        Assert.Equal([2L, 4, 3, 1, 5, 0, 0, 0], words.Apply(texts).ToArray<long>());
        var file = new MemoryStream();
        new OnnxModel(model).Save(file);
        var read = Onnx.Model.Load(file.ToArray()).Run(texts).ToArray<float>();
        var vectors = model.Variables.Single().Value.ToArray<float>().Chunk(2).ToArray();
        Assert.True(Near(read[2..], vectors[5]));
        Assert.True(Near(read[..1], [(vectors[2][0] + vectors[4][0] + vectors[3][0] + vectors[1][0]) / 4]));
    }

    private static bool Near(float[] a, float[] b) => a.Length == b.Length && a.Zip(b).All(p => MathF.Abs(p.First - p.Second) < 1e-3f);
}
