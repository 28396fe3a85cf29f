using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using Bantam.Autodiff;
using Bantam.Execution;
using Bantam.Graphs;
using Bantam.Kernels;
using Bantam.Lowering;
using Bantam.Operators.Arithmetic;
using Bantam.Operators.Convolution;
using Bantam.Operators.Loss;
using Bantam.Operators.Pooling;
using Bantam.Plans;
using Bantam.Targets.Cpu;
using Bantam.Targets.CSharp;
using Bantam.Targets.Text;
using Bantam.Tensors;
using Bantam.Tests.Kernels;
using Bantam.Tests.Lowering;
using Bantam.Tests.Web;

namespace Bantam.Tests.Targets.CSharp;

/// <summary>Models and kernels written as C# compute what sessions and the interpreter compute, to the bit.</summary>
public sealed class CSharpModelTests
{
    private static readonly int[] Lanes = [1, 4, 8, 16];

    private static readonly Dictionary<string, CSharpNet> Nets = new()
    {
        ["Dense"] = CSharpNet.Dense(),
        ["Convolutional"] = CSharpNet.Convolutional(),
    };

    private static readonly KernelProblem[] Problems = [.. KernelProblems.All, .. LanguageProblems.All];

    private static readonly Dictionary<string, CSharpModel> Models = Nets
        .SelectMany(net => Lanes.Select(lanes => (Name: $"{net.Key}{lanes}", Model: Write(net.Key, lanes))))
        .Append((Name: "Lookup", Model: CSharpModel.Write(
            Graph.Trace(
                [("data", TensorType.Float(3, 2)), ("index", new TensorType(ElementType.Int64, Shape.Of(2)))],
                x => [("rows", x[0].Gather(x[1]))]),
            new CSharpOptions { ClassName = "Lookup" })))
        .Concat(BandNets.All.Values.Select((net, i) => (Name: $"Banded{i}", Model: CSharpModel.Write(net, new CSharpOptions
        {
            ClassName = $"Banded{i}",
            Target = CSharpTargets.Default with { L2Bytes = BandNets.TinyCache },
        }))))
        .ToDictionary(m => m.Name, m => m.Model);

    private static readonly Lazy<Assembly> Written = new(() => CompiledSource.Build(Models.Select(m => (m.Key, m.Value.Source))
        .Concat(Lanes.Select(lanes => ($"Kernels{lanes}", KernelSource(CSharpTargets.Of(lanes)))))
        .ToDictionary(m => $"{m.Item1}.cs", m => m.Item2)));

    public static TheoryData<string, int> Cases()
    {
        var data = new TheoryData<string, int>();
        foreach (var net in Nets.Keys)
            foreach (var lanes in Lanes)
                data.Add(net, lanes);
        return data;
    }

    public static TheoryData<int> Widths => [.. Lanes];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_model_in_CSharp_trains_and_infers_with_the_bits_of_a_session(string name, int lanes)
    {
        var net = Nets[name];
        var target = CpuTargets.All.Single(t => t.Lanes == lanes);
        var state = new StateLayout([.. net.Inference.Variables, .. net.Step.Variables]);
        var memory = new StateMemory(state);
        var step = new Session(Planner.Plan(net.Step, target, state), memory);
        var run = new Session(Planner.Plan(net.Inference, target, state), memory);
        var model = new WrittenModel(Written.Value, $"{name}{lanes}", Models[$"{name}{lanes}"].Weights.ToArray());

        var random = new Random(5);
        for (var i = 0; i < 4; i++)
        {
            foreach (ref var pixel in step.Input<byte>("image")) pixel = (byte)random.Next(256);
            foreach (ref var label in step.Input<long>("label")) label = random.Next(CSharpNet.Classes);
            step.Input<byte>("image").CopyTo(model.Bytes("StepImage"));
            MemoryMarshal.AsBytes(step.Input<long>("label")).CopyTo(model.Bytes("StepLabel"));
            step.Run();
            model.Call("Step");
            Assert.Equal(MemoryMarshal.AsBytes(step.Output<float>("loss")).ToArray(), model.Bytes("StepLoss").ToArray());
        }

        var again = new WrittenModel(Written.Value, $"{name}{lanes}", model.Save());
        random.NextBytes(run.Input<byte>("image"));
        run.Run();
        foreach (var one in (WrittenModel[])[model, again])
        {
            run.Input<byte>("image").CopyTo(one.Bytes("Image"));
            one.Call("Run");
            Assert.Equal(MemoryMarshal.AsBytes(run.Output<float>("probabilities")).ToArray(), one.Bytes("Probabilities").ToArray());
        }

        Assert.NotEqual(Models[$"{name}{lanes}"].Weights.ToArray(), model.Save());
        Assert.Equal(model.Save(), again.Save());
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Kernels_in_CSharp_agree_with_the_interpreter_bit_for_bit(int lanes)
    {
        var target = CSharpTargets.Of(lanes);
        var kernels = new WrittenModel(Written.Value, $"Kernels{lanes}");
        var memory = kernels.Memory;
        foreach (var (problem, i, start) in Placed(target))
        {
            var (_, places, _) = problem.Plan(target);
            for (var b = 0; b < places.Length; b++) problem.Buffers[b].CopyTo(memory, start + places[b].Offset);
            kernels.Call($"P{i}");
            var results = places.Select(p => memory.AsSpan(start + (int)p.Offset, (int)p.Length).ToArray()).ToArray();
            foreach (var (expected, actual) in problem.Interpret(target).Zip(problem.WithoutScratch(results)))
                Assert.True(expected.AsSpan().SequenceEqual(actual), Message(problem.Name, expected, actual));
        }

        static string Message(string name, byte[] expected, byte[] actual) =>
            $"{name} gives {Convert.ToHexString(actual)}, expected {Convert.ToHexString(expected)}";
    }

    [Fact]
    public void What_runs_band_by_band_has_the_bits_of_a_session_that_runs_it_whole()
    {
        foreach (var ((name, graph), i) in BandNets.All.Select((net, i) => (net, i)))
        {
            Assert.Contains("start0_0", Models[$"Banded{i}"].Source, StringComparison.Ordinal);
            var model = new WrittenModel(Written.Value, $"Banded{i}", Models[$"Banded{i}"].Weights.ToArray());
            var session = new Session(Planner.Plan(graph, CpuTargets.Medium));
            Assert.DoesNotContain(session.Plan.All, s => s is Bands);
            foreach (var (input, value) in BandNets.Values(graph))
            {
                value.Bytes.CopyTo(model.Bytes(char.ToUpperInvariant(input[0]) + input[1..]));
                value.Bytes.CopyTo(session.InputBytes(input));
            }

            model.Call("Run");
            session.Run();
            Assert.True(MemoryMarshal.AsBytes(session.Output<float>("y")).SequenceEqual(model.Bytes("Y")), name);
        }
    }

    [Fact]
    public void An_index_outside_its_axis_is_an_error_of_that_run_alone()
    {
        var model = new WrittenModel(Written.Value, "Lookup", Models["Lookup"].Weights.ToArray());
        var indices = MemoryMarshal.Cast<byte, long>(model.Bytes("Index"));
        ((ReadOnlySpan<float>)[1, 2, 3, 4, 5, 6]).CopyTo(MemoryMarshal.Cast<byte, float>(model.Bytes("Data")));
        (indices[0], indices[1]) = (1, 3);
        var error = Assert.Throws<ArgumentException>(() => model.Call("Run"));
        Assert.Equal("node 'Gather' (Gather): index 3 is outside an axis of size 3; its indices are -3 to 2.", error.Message);
        indices[1] = -3;
        model.Call("Run");
        Assert.Equal([3, 4, 1, 2], MemoryMarshal.Cast<byte, float>(model.Bytes("Rows")).ToArray());
    }

    [Fact]
    public void Weights_of_another_model_are_refused()
    {
        Check(Models["Convolutional8"].Weights.ToArray());
        var other = Models["Dense8"].Weights.ToArray();
        other[0]++;
        Check(other);

        static void Check(byte[] weights)
        {
            var error = Assert.Throws<ArgumentException>(() => new WrittenModel(Written.Value, "Dense8", weights));
            Assert.StartsWith($"These {weights.Length} bytes are not weights of this model; take", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_has_no_kernel_is_refused_by_name()
    {
        var graph = Graph.Trace([("x", TensorType.Float(2, 3))], x => [("y", new Mod(IsTruncated: true).ApplyOne(x[0], x[0]))]);
        Assert.Contains("Mod", Assert.Throws<PlanException>(() => CSharpModel.Write(graph)).Message, StringComparison.Ordinal);
    }

    private static CSharpModel Write(string net, int lanes) => CSharpModel.Write(
        [("Run", Nets[net].Inference), ("Step", Nets[net].Step)],
        new CSharpOptions { ClassName = $"{net}{lanes}", Target = CSharpTargets.Of(lanes) });

    /// <summary>The problems with a number and the address of their buffers, one behind the other.</summary>
    private static IEnumerable<(KernelProblem Problem, int Number, int Start)> Placed(Target target)
    {
        var start = 0;
        for (var i = 0; i < Problems.Length; i++)
        {
            yield return (Problems[i], i, start);
            start += (int)Problems[i].Plan(target).Bytes;
        }
    }

    private static string KernelSource(Target target)
    {
        var text = new SourceText();
        var writer = new CSharpWriter(text);
        text.Line("#pragma warning disable");
        foreach (var use in (string[])["System", "System.Numerics", "System.Runtime.CompilerServices", "System.Runtime.Intrinsics"])
            text.Line($"using {use};");
        text.Line("namespace Models;");
        text.Open(string.Create(CultureInfo.InvariantCulture, $"public sealed class Kernels{target.Lanes}"));
        text.Line("public readonly byte[] _memory = GC.AllocateArray<byte>(10_000_000, pinned: true);");
        text.Line("private ref T At<T>(int address) => ref Unsafe.As<byte, T>(ref _memory[address]);");
        foreach (var (problem, i, start) in Placed(target))
        {
            writer.Address = place => start + (int)place.Offset;
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"P{i}"), [problem.Plan(target).Call], []);
        }

        writer.WriteHelpers();
        text.Close();
        return text.ToString();
    }

    /// <summary>A class of the library, and what a test does with it.</summary>
    private sealed class WrittenModel
    {
        private delegate Span<T> Property<T>();

        private readonly object _model;

        public WrittenModel(Assembly assembly, string name) =>
            _model = Activator.CreateInstance(assembly.GetType($"Models.{name}", throwOnError: true)!)!;

        public WrittenModel(Assembly assembly, string name, byte[] weights) =>
            _model = Make(assembly.GetType($"Models.{name}", throwOnError: true)!, weights);

        public byte[] Memory => (byte[])_model.GetType().GetField("_memory")!.GetValue(_model)!;

        public void Call(string method) => _model.GetType().GetMethod(method)!.CreateDelegate<Action>(_model)();

        public byte[] Save() => _model.GetType().GetMethod("Save")!.CreateDelegate<Func<byte[]>>(_model)();

        /// <summary>Reflection passes no spans, so the constructor is called from a method that is made here.</summary>
        private static object Make(Type type, byte[] weights)
        {
            var make = new DynamicMethod("make", typeof(object), [typeof(byte[])]);
            var il = make.GetILGenerator();
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Newobj, typeof(ReadOnlySpan<byte>).GetConstructor([typeof(byte[])])!);
            il.Emit(OpCodes.Newobj, type.GetConstructors().Single());
            il.Emit(OpCodes.Ret);
            return make.CreateDelegate<Func<byte[], object>>()(weights);
        }

        /// <summary>A property's elements as bytes.</summary>
        public Span<byte> Bytes(string property)
        {
            var getter = _model.GetType().GetProperty(property)!.GetMethod!;
            if (getter.ReturnType == typeof(Span<byte>)) return getter.CreateDelegate<Property<byte>>(_model)();
            if (getter.ReturnType == typeof(Span<long>)) return MemoryMarshal.AsBytes(getter.CreateDelegate<Property<long>>(_model)());
            return MemoryMarshal.AsBytes(getter.CreateDelegate<Property<float>>(_model)());
        }
    }
}
