using Mono.Cecil;

namespace Ttca.Pipeline.Code;

/// <summary>How types and members are named.</summary>
internal sealed partial class UnitText
{
    public void Name(TypeReference type)
    {
        switch (type)
        {
            case GenericParameter parameter:
                Append($"{(parameter.Type == GenericParameterType.Type ? "!" : "!!")}{parameter.Position}");
                break;
            case GenericInstanceType generic:
                Name(generic.ElementType);
                Names(generic.GenericArguments, '<', '>');
                break;
            case ArrayType array:
                Name(array.ElementType);
                Append($"[{array.Rank}]");
                break;
            case FunctionPointerType pointer:
                Append($"fnptr {pointer.CallingConvention} ");
                Name(pointer.ReturnType);
                Names(pointer.Parameters.Select(parameter => parameter.ParameterType), '(', ')');
                break;
            case TypeSpecification specification:
                Name(specification.ElementType);
                Append($" {specification.MetadataType}");
                break;
            default:
                PlainName(type);
                break;
        }
    }

    public void Name(MethodReference method)
    {
        Name(method.DeclaringType);
        _text.Append("::");
        var element = method.GetElementMethod();
        if (own.Resolve(element) is { } definition && CodeNames.IsNumbered(definition))
        {
            Number(definition);
            if (!definition.Name.StartsWith('<'))
            {
                _text.Append(method.Name);
            }
        }
        else
        {
            _text.Append(method.Name);
        }

        if (method is GenericInstanceMethod generic)
        {
            Names(generic.GenericArguments, '<', '>');
        }

        Append($"`{element.GenericParameters.Count}");
        Names(element.Parameters.Select(parameter => parameter.ParameterType), '(', ')');
        Name(element.ReturnType);
    }

    public void Name(FieldReference field)
    {
        var definition = own.Resolve(field);
        if (definition is { InitialValue.Length: > 0 })
        {
            Append($"data {Hashing.Hash(definition.InitialValue)} ");
            return;
        }

        Name(field.DeclaringType);
        _text.Append("::");
        if (definition is not null && CodeNames.IsNumbered(definition))
        {
            Number(definition);
        }
        else
        {
            _text.Append(field.Name);
        }

        _text.Append(' ');
        Name(field.FieldType);
    }

    private void PlainName(TypeReference type)
    {
        if (own.Resolve(type) is { } definition && CodeNames.IsNumbered(definition))
        {
            Number(definition);
        }
        else
        {
            _text.Append(type.FullName);
        }
    }

    private void Names(IEnumerable<TypeReference> types, char open, char close)
    {
        _text.Append(open);
        foreach (var type in types)
        {
            Name(type);
            _text.Append(',');
        }

        _text.Append(close);
    }

    private void Number(IMemberDefinition member)
    {
        if (!_numbers.TryGetValue(member, out var number))
        {
            _numbers.Add(member, number = _numbers.Count);
            _pending.Enqueue(member);
        }

        Append($"#{number}");
    }
}
