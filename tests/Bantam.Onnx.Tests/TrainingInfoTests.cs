using Bantam.Execution;
using Bantam.Lowering;
using Bantam.Onnx.Protobuf;
using Bantam.Targets.Cpu;
using Bantam.Tensors;
using Google.Protobuf;
using static Bantam.Onnx.Protobuf.AttributeProto.Types;
using static Bantam.Onnx.Protobuf.TensorProto.Types;

namespace Bantam.Onnx.Tests;

/// <summary>What a file says of its training is read as graphs that run, and that change the model's own weights.</summary>
public sealed class TrainingInfoTests
{
    private const string Domain = "ai.onnx.preview.training";
    private const float Rate = 0.1f;
    private static readonly float[] X = [1, 2, 3, -1, 0.5f, 2];
    private static readonly float[] Target = [3, 1];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Steps_descend_and_the_model_computes_with_what_they_learn(bool isCompiled)
    {
        var model = OnnxModel.Load(Model().ToByteArray());
        var training = Assert.Single(model.Training);
        Assert.Equal(["steps", "w"], training.UpdateBindings.Keys.Order());
        training.Algorithm!.Verify();
        var session = isCompiled ? new Session(Planner.Plan(training.Algorithm, CpuTargets.Best)) : null;
        float[] w = [0.5f, -1, 2];
        for (var step = 0; step < 3; step++)
        {
            var (loss, expected) = Step(w);
            float actual;
            if (session is null)
            {
                var outputs = ReferenceExecutor.Run(
                    training.Algorithm,
                    new Dictionary<string, Tensor> { ["x"] = Tensor.From(X, 2, 3), ["target"] = Tensor.From(Target, 2, 1) });
                actual = outputs["loss"].Item<float>();
            }
            else
            {
                X.CopyTo(session.Input<float>("x"));
                Target.CopyTo(session.Input<float>("target"));
                session.Run();
                session.State.Store();
                actual = session.Output<float>("loss")[0];
            }

            Assert.Equal(loss, actual, 1e-4f);
            w = expected;
            var learned = model.Graph.Variables.Single(v => v.Name == "w").Value;
            TensorAssert.Close(Tensor.From(w, 3, 1), learned, 1e-4, 1e-5, $"step {step}");
        }

        Assert.Equal(3, training.Algorithm.Variables.Single(v => v.Name == "steps").Value.Item<long>());
        var y = new Model(model.Graph).Run(Tensor.From(X, 2, 3));
        TensorAssert.Close(Tensor.From([Dot(w, 0), Dot(w, 1)], 2, 1), y, 1e-4, 1e-5, "after training");
    }

    [Fact]
    public void First_values_are_those_that_the_file_computes()
    {
        var model = OnnxModel.Load(Model().ToByteArray());
        var weight = model.Graph.Variables.Single(v => v.Name == "w").Value;
        Assert.Equal([0.5f, -1, 2], weight.ToArray<float>());
        model.Training[0].Initialize();
        Assert.Equal([0.25f, 0.25f, 0.25f], weight.ToArray<float>());
        Assert.Equal("first", model.Training[0].InitializationBindings["w"]);
    }

    [Fact]
    public void Bindings_that_do_not_fit_are_refused()
    {
        Refuses(m => m.UpdateBinding[0].Value = "nowhere", "update of 'w' > it needs 'nowhere'");
        Refuses(m => m.UpdateBinding[0].Key = "x", "update of 'x' > what an update changes is a dense initializer");
        Refuses(m => m.UpdateBinding[0].Value = "loss", "an initializer keeps its type, Float[3,1]; its new value 'loss' is Float[].");
        Refuses(m => m.UpdateBinding.Add(m.UpdateBinding[0]), "'w' is bound again.");

        var model = Model();
        model.TrainingInfo[0].InitializationBinding[0].Value = "nothing";
        var training = OnnxModel.Load(model.ToByteArray()).Training[0];
        Assert.Contains("first value 'nothing'", Assert.Throws<ShapeException>(training.Initialize).Message, StringComparison.Ordinal);

        static void Refuses(Action<TrainingInfoProto> change, string sentence)
        {
            var model = Model();
            change(model.TrainingInfo[0]);
            var error = Assert.Throws<ModelFormatException>(() => OnnxModel.Load(model.ToByteArray()));
            Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Functions_and_metadata_can_be_looked_at_and_metadata_is_saved()
    {
        var proto = Model();
        proto.MetadataProps.Add(new StringStringEntryProto { Key = "labels", Value = "a,b" });
        (proto.DocString, proto.Domain, proto.ModelVersion) = ("words", "com.example", 7);
        proto.Functions.Add(new FunctionProto
        {
            Domain = "local", Name = "F", DocString = "doubles", Input = { "a" }, Output = { "b" },
            Node = { Build.Node("Add", "", ["a", "a"], ["b"]) }, OpsetImport = { proto.OpsetImport[0] },
        });
        var model = OnnxModel.Load(proto.ToByteArray());
        var function = Assert.Single(model.Functions);
        Assert.Equal(("local", "F", "doubles", 1), (function.Domain, function.Name, function.Description, function.NodeCount));
        Assert.Equal(["b"], function.Outputs);

        var stream = new MemoryStream();
        model.Save(stream);
        var saved = OnnxModel.Load(stream.ToArray());
        Assert.Equal(
            ("a,b", "words", "com.example", 7L), (saved.Metadata["labels"], saved.Description, saved.Domain, saved.Version));
        Assert.Empty(saved.Functions);
        Assert.Empty(saved.Training);
    }

    /// <summary>A step of gradient descent on the mean of squares: its loss and the new weights.</summary>
    private static (float Loss, float[] Weights) Step(float[] w)
    {
        float[] errors = [Dot(w, 0) - Target[0], Dot(w, 1) - Target[1]];
        var weights = w.Select((v, i) => v - (Rate * ((errors[0] * X[i]) + (errors[1] * X[3 + i])))).ToArray();
        return (errors.Select(e => e * e).Sum() / 2, weights);
    }

    private static float Dot(float[] w, int row) => w.Select((v, i) => v * X[(row * 3) + i]).Sum();

    /// <summary>y = x · w; a step descends along the gradient of the mean of squares and counts itself.</summary>
    private static ModelProto Model()
    {
        var model = Build.Model(
            [Build.Value("x", DataType.Float, 2, 3)], [Build.Value("y", DataType.Float, 2, 1)],
            Build.Node("MatMul", "product", ["x", "w"], ["y"]));
        model.Graph.Initializer.Add(Build.Floats("w", [0.5f, -1, 2], 3, 1));
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = Domain, Version = 1 });
        var gradient = Build.Node("Gradient", "gradient", ["w"], ["g"], Build.Text("y", "loss"));
        gradient.Domain = Domain;
        gradient.Attribute.Add(
            new AttributeProto { Name = "xs", Type = AttributeType.Strings, Strings = { ByteString.CopyFromUtf8("w") } });
        var algorithm = new GraphProto
        {
            Name = "step",
            Input = { Build.Value("target", DataType.Float, 2, 1) },
            Output = { Build.Value("loss", DataType.Float), Build.Value("new_w", DataType.Float, 3, 1) },
            Initializer =
            {
                Build.Floats("rate", [Rate]),
                new TensorProto { Name = "steps", DataType = (int)DataType.Int64, Int64Data = { 0 } },
                new TensorProto { Name = "one", DataType = (int)DataType.Int64, Int64Data = { 1 } },
            },
            Node =
            {
                Build.Node("Sub", "error", ["y", "target"], ["error"]),
                Build.Node("Mul", "square", ["error", "error"], ["square"]),
                Build.Node("ReduceMean", "mean", ["square"], ["loss"], Build.Int("keepdims", 0)),
                gradient,
                Build.Node("Mul", "scaled", ["rate", "g"], ["scaled"]),
                Build.Node("Sub", "descend", ["w", "scaled"], ["new_w"]),
                Build.Node("Add", "count", ["steps", "one"], ["new_steps"]),
            },
        };
        algorithm.Output.Add(Build.Value("new_steps", DataType.Int64));
        var quarter = new TensorProto { DataType = (int)DataType.Float, Dims = { 1 }, FloatData = { 0.25f } };
        var initialization = new GraphProto
        {
            Name = "begin", Output = { Build.Value("first", DataType.Float, 3, 1) },
            Node =
            {
                Build.Node("Constant", "shape", [], ["shape"], Build.Ints("value_ints", 3, 1)),
                Build.Node(
                    "ConstantOfShape", "fill", ["shape"], ["first"],
                    new AttributeProto { Name = "value", Type = AttributeType.Tensor, T = quarter }),
            },
        };
        model.TrainingInfo.Add(new TrainingInfoProto
        {
            Algorithm = algorithm, Initialization = initialization,
            UpdateBinding =
            {
                new StringStringEntryProto { Key = "w", Value = "new_w" },
                new StringStringEntryProto { Key = "steps", Value = "new_steps" },
            },
            InitializationBinding = { new StringStringEntryProto { Key = "w", Value = "first" } },
        });
        return model;
    }
}
