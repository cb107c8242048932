using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Mono.Cecil;

namespace Ttca.Pipeline.Code;

/// <summary>
/// The text that a member is hashed as: symbolic names only. What the compiler numbered (closures, lambdas, state machines) is numbered
/// anew by first use, and its own code follows the user's: so a lambda belongs to the method that it is written in.
/// </summary>
internal sealed partial class UnitText(OwnAssemblies own, Func<TypeDefinition, bool> fieldOrderMatters)
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<IMemberDefinition, int> _numbers = [];
    private readonly Queue<IMemberDefinition> _pending = new();

    /// <summary>A member's name with all that tells it from others of its type.</summary>
    public string SignatureOf(IMemberDefinition member)
    {
        if (member is MethodReference method)
        {
            Name(method);
        }
        else
        {
            _text.Append(member.Name);
        }

        return _text.ToString();
    }

    /// <summary>The member, then what the compiler made for it.</summary>
    public string Of(IMemberDefinition member)
    {
        Write(member);
        while (_pending.TryDequeue(out var generated))
        {
            Append($"\n#{_numbers[generated]} ");
            Write(generated);
        }

        return _text.ToString();
    }

    /// <summary>The properties of a type as a serialiser sees them, by name.</summary>
    public string DataOf(TypeDefinition type)
    {
        foreach (var property in type.Properties.OrderBy(property => property.Name, StringComparer.Ordinal))
        {
            Append($"property {property.Name} get:{property.GetMethod?.IsPublic} set:{property.SetMethod?.IsPublic} ");
            Name(property.PropertyType);
            Attributes(property);
        }

        return _text.ToString();
    }

    public void Append(DefaultInterpolatedStringHandler text) => _text.Append(text.ToStringAndClear());

    /// <summary>Any string, so that no content can look like structure.</summary>
    public void Quote(string text) => Append($"\"{text.Length}:{text}\"");

    private void Write(IMemberDefinition member)
    {
        switch (member)
        {
            case MethodDefinition method:
                Method(method);
                break;
            case FieldDefinition field:
                Field(field);
                break;
            case TypeDefinition type:
                Type(type);
                break;
        }
    }

    private void Method(MethodDefinition method)
    {
        const MethodAttributes Kept =
            MethodAttributes.Static | MethodAttributes.Virtual | MethodAttributes.Abstract
            | MethodAttributes.NewSlot | MethodAttributes.Final;
        Append($"method {method.Attributes & Kept} ");
        Names(method.Parameters.Select(parameter => parameter.ParameterType), '(', ')');
        Name(method.ReturnType);
        DefaultsOf(method);
        Constraints(method);
        Attributes(method);
        foreach (var overridden in method.Overrides)
        {
            _text.Append("\noverrides ");
            Name(overridden);
        }

        if (method.PInvokeInfo is { } native)
        {
            Append($"\nnative {native.Attributes} ");
            Quote(native.Module.Name);
            Quote(native.EntryPoint);
        }

        if (method.HasBody)
        {
            new BodyText(this, _text).Write(method);
        }
    }

    /// <summary>Callers have these in their own code, except a serialiser, which looks at a constructor's.</summary>
    private void DefaultsOf(MethodDefinition method)
    {
        foreach (var parameter in method.Parameters.Where(parameter => method.IsConstructor && parameter.HasConstant))
        {
            Append($" {parameter.Index}=");
            Value(parameter.Constant);
        }
    }

    private void Field(FieldDefinition field)
    {
        Append(
            $"field {field.Attributes & (FieldAttributes.Static | FieldAttributes.Literal)} {(CodeNames.IsNumbered(field)
                ? ""
                : field.Name)} ");
        Name(field.FieldType);
        Attributes(field);
        if (field.HasConstant)
        {
            Value(field.Constant);
        }
    }

    private void Type(TypeDefinition type)
    {
        Append(
            $"type {type.Attributes & (TypeAttributes.Interface | TypeAttributes.Abstract | TypeAttributes.LayoutMask)} size "
                + $"{type.ClassSize} pack {type.PackingSize} ");
        if (type.BaseType is { } parent)
        {
            Name(parent);
        }

        foreach (var implemented in type.Interfaces)
        {
            _text.Append(" : ");
            Name(implemented.InterfaceType);
        }

        Constraints(type);
        Attributes(type);
        if (CodeNames.IsNumbered(type))
        {
            GeneratedMembers(type);
        }
        else if (fieldOrderMatters(type))
        {
            foreach (var field in type.Fields.Where(field => !field.IsStatic))
            {
                Append($"\n{field.Name} at {field.Offset} ");
                Name(field.FieldType);
            }
        }
    }

    /// <summary>What is used of a generated type without being named in the code that uses it.</summary>
    private void GeneratedMembers(TypeDefinition type)
    {
        foreach (var property in type.Properties)
        {
            Append($"\nproperty {property.Name}"); // of an anonymous type
            Attributes(property);
        }

        var isOfFile = CodeNames.IsOfFile(type); // a serialiser may use any of its members
        foreach (var method in type.Methods.Where(
            method => isOfFile || method.IsVirtual || method is { IsConstructor: true, IsStatic: true }))
        {
            _text.Append('\n');
            Name(method);
        }
    }

    private void Constraints(IGenericParameterProvider provider)
    {
        foreach (var parameter in provider.GenericParameters)
        {
            Append($"\nwhere {parameter.Position} {parameter.Attributes} ");
            Names(parameter.Constraints.Select(constraint => constraint.ConstraintType), '(', ')');
        }
    }

    private void Attributes(ICustomAttributeProvider member)
    {
        var lines = Externals.AttributesThatMatter(member).Select(attribute =>
        {
            var text = new UnitText(own, fieldOrderMatters);
            text.Attribute(attribute);
            return text._text.ToString();
        });
        foreach (var line in lines.Order(StringComparer.Ordinal))
        {
            Append($"\n[{line}]");
        }

        _text.Append('\n');
    }

    private void Attribute(CustomAttribute attribute)
    {
        Name(attribute.Constructor);
        foreach (var argument in attribute.ConstructorArguments)
        {
            Value(argument.Value);
        }

        foreach (var named in attribute.Properties.Concat(attribute.Fields))
        {
            Append($" {named.Name}=");
            Value(named.Argument.Value);
        }
    }

    private void Value(object? value)
    {
        switch (value)
        {
            case CustomAttributeArgument inner:
                Value(inner.Value);
                break;
            case CustomAttributeArgument[] list:
                foreach (var item in list)
                {
                    Value(item.Value);
                }

                break;
            case TypeReference type:
                Name(type);
                break;
            default:
                Append($" {value?.GetType().Name} ");
                Quote(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null");
                break;
        }
    }
}
