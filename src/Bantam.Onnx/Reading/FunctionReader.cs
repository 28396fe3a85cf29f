using Bantam.Onnx.Protobuf;
using Bantam.Tensors;

namespace Bantam.Onnx.Reading;

/// <summary>Puts the nodes of a model's own functions in the place of the nodes that call them.</summary>
internal sealed class FunctionReader
{
    private const int DeepestCalls = 16;
    private readonly Dictionary<(string Domain, string Name, string Overload), Function> _functions = [];
    private readonly ReadContext _context;
    private readonly Action<IEnumerable<NodeProto>, Scope> _read;

    public FunctionReader(ModelProto model, ReadContext context, Action<IEnumerable<NodeProto>, Scope> read)
    {
        _context = context;
        _read = read;
        foreach (var function in model.Functions)
            if (!_functions.TryAdd((function.Domain, function.Name, function.Overload), new Function(function, context)))
                throw context.Error($"function '{function.Domain}.{function.Name}'", "a function is given once; this one is given again.");
    }

    /// <summary>
    /// A node's attributes by name; those that stand for arguments of the function around it are replaced by the arguments.
    /// </summary>
    public List<(string Name, AttributeProto Value)> Attributes(NodeProto node, Scope scope)
    {
        var attributes = new List<(string, AttributeProto)>();
        foreach (var attribute in node.Attribute)
        {
            var reference = attribute.RefAttrName;
            if (reference.Length == 0)
            {
                attributes.Add((attribute.Name, attribute));
                continue;
            }

            AttributeProto? argument = null;
            if (scope.Arguments?.TryGetValue(reference, out argument) != true && !scope.Defaults.TryGetValue(reference, out argument))
                throw _context.Error(
                    OnnxNode.Describe(node),
                    $"attribute '{attribute.Name}' stands for the argument '{reference}', which nothing around it has.");
            if (argument is not null) attributes.Add((attribute.Name, argument));
        }

        return attributes;
    }

    /// <summary>The outputs of a call; null where the node calls no function of the model.</summary>
    public Tensor[]? Call(NodeProto node, List<(string Name, AttributeProto Value)> attributes, IReadOnlyList<Tensor?> inputs, Scope scope)
    {
        if (!_functions.TryGetValue((node.Domain, node.OpType, node.Overload), out var called)) return null;
        var function = called.Proto;
        var where = OnnxNode.Describe(node);
        if (scope.Depth >= DeepestCalls)
            throw _context.Error(where, $"functions call one another at most {DeepestCalls} deep; these go on. The file is hostile.");
        if (inputs.Count > function.Input.Count)
            throw _context.Error(where, $"the function has {function.Input.Count} inputs; {inputs.Count} are given.");

        var name = node.Name.Length > 0 ? node.Name : node.Output.FirstOrDefault(o => o.Length > 0) ?? node.OpType;
        _context.Take(sizeof(char) * ((long)scope.Prefix.Length + name.Length + 1), where, "the name of a call");
        var inner = new Scope
        {
            Opsets = called.Opsets,
            Arguments = Arguments(attributes),
            Defaults = called.Defaults,
            Prefix = $"{scope.Prefix}{name}/",
            Depth = scope.Depth + 1,
        };
        for (var i = 0; i < function.Input.Count; i++)
        {
            if (!inner.Values.TryAdd(function.Input[i], i < inputs.Count ? inputs[i] : null))
                throw _context.Error(where, $"a function's input is given once; '{function.Input[i]}' is given again.");
        }

        _read(NodeOrder.Of(function.Node), inner);
        return [.. function.Output.Select(Output)];

        Tensor Output(string output) => inner.Values.GetValueOrDefault(output)
            ?? throw _context.Error(where, $"no node of the function gives its output '{output}'.");
    }

    private static Dictionary<string, AttributeProto> Arguments(List<(string Name, AttributeProto Value)> attributes)
    {
        var arguments = new Dictionary<string, AttributeProto>();
        foreach (var (name, value) in attributes) arguments[name] = value;
        return arguments;
    }

    /// <summary>A function, and what its calls share; a function that is never called need not keep any rule.</summary>
    private sealed class Function(FunctionProto proto, ReadContext context)
    {
        private readonly Lazy<Dictionary<string, int>> _opsets = new(() => ModelReader.Opsets(proto.OpsetImport, context));

        private readonly Lazy<Dictionary<string, AttributeProto?>> _defaults = new(() =>
        {
            var defaults = new Dictionary<string, AttributeProto?>();
            foreach (var name in proto.Attribute) defaults[name] = null;
            foreach (var attribute in proto.AttributeProto) defaults[attribute.Name] = attribute;
            return defaults;
        });

        public FunctionProto Proto => proto;

        public IReadOnlyDictionary<string, int> Opsets => _opsets.Value;

        public IReadOnlyDictionary<string, AttributeProto?> Defaults => _defaults.Value;
    }
}
